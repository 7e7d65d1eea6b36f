# Completion of co in bash. Made by 'co completion bash'; to have it in every new shell, put into ~/.bashrc:
#   source <(co completion bash)

_co_complete() {
  local program=${COMP_WORDS[0]} offer= kept= typed= word
  COMPREPLY=()
  # an alias cannot be asked, nor what is not there
  program=$(type -P -- "${program/#\~\//$HOME/}") || program=$(type -P co) || return 0
  {
    IFS= read -r offer
    IFS= read -r kept
    IFS= read -r typed
    while IFS= read -r word; do COMPREPLY+=("$word"); done
  } < <("$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
  type compopt >/dev/null 2>&1 || return 0
  case $offer in
    words) compopt -o nosort 2>/dev/null ;;
    folders) compopt -o dirnames ;;
    files)
      if [[ $kept != *@ ]]; then
        compopt -o default
      else
        # bash would look for a host behind the @
        while IFS= read -r word; do
          [[ -d $word ]] && word+=/ && compopt -o nospace
          COMPREPLY+=("@$word")
        done < <(compgen -f -- "$typed")
        compopt -o filenames
      fi
      ;;
  esac
  return 0
}

if type compopt >/dev/null 2>&1; then
  complete -F _co_complete co
else
  # an old bash can be told only once
  complete -o default -F _co_complete co
fi
