#compdef co
# Completion of co in zsh. Made by 'co completion zsh'; to have it in every new shell, keep it as a file named _co in a
# folder of $fpath, or put behind compinit into ~/.zshrc:
#   source <(co completion zsh)

_co() {
  local program=${${(Q)words[1]}/#\~\//$HOME/} line word about
  local -a lines described
  # an alias cannot be asked, nor what is not there
  [[ -n $commands[$program] || ( $program == */* && -x $program ) ]] || program=co
  lines=("${(@f)$(command "$program" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  case $lines[1] in
    files | folders)
      [[ -z $lines[2] ]] || compset -P "${(b)lines[2]}"
      if [[ $lines[1] == folders ]]; then _files -/; else _files; fi
      ;;
    words)
      for line in "${(@)lines[4,-1]}"; do
        word=${line%%$'\t'*}
        about=${line#$word}
        # a colon parts the word from what is said about it
        described+=("${${word//\\/\\\\}//:/\\:}${about:+:${${about#$'\t'}//\\/\\\\}}")
      done
      (( $#described )) && _describe -V -t values 'value' described
      ;;
  esac
}

if [[ $funcstack[1] == _co ]]; then
  _co "$@"
elif (( $+functions[compdef] )); then
  compdef _co co
fi
