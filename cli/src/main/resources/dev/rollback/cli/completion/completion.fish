# Completion of co in fish. Made by 'co completion fish'; to have it in every new shell:
#   co completion fish --out ~/.config/fish/completions/co.fish

# Puts what to offer into __co_words; fails where fish's own completion of files is right.
function __co_prepare
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    # what is unfinished may lack its closing quote
    set -l typed (string unescape -- $token; or string unescape -- $token'"'; or string unescape -- $token"'"; or echo -- $token)
    set -l program $words[1]
    # an alias cannot be asked, nor what is not there
    type -qf -- $program; or set program co
    set -l lines (command $program __complete fish $words[2..-1] "$typed" 2>/dev/null </dev/null)
    set -g __co_words $lines[4..-1]
    switch "$lines[1]"
        case files
            string match -q -- '*@' "$lines[2]"; or return 1
            set -g __co_words $lines[2](__fish_complete_path "$lines[3]")
        case folders
            set -g __co_words $lines[2](__fish_complete_directories "$lines[3]" '')
    end
    return 0
end

complete -c co -e
complete -c co -n __co_prepare -k -f -a '$__co_words'
