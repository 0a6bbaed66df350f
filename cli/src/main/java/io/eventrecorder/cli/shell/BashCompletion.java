package io.eventrecorder.cli.shell;

import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Makes the completion script for bash and zsh. picocli makes the functions. Its head is replaced,
 * because it changes how zsh completes all aliases of the user. Its end is replaced, because its
 * functions do not know the form {@code --sink=log}.
 */
final class BashCompletion {
  private static final String HEAD =
      """
      #compdef NAME
      # Completion of NAME for bash and zsh.

      if [ -n "${ZSH_VERSION-}" ]; then
        type compdef >/dev/null || { autoload -U +X compinit && compinit; }
        autoload -U +X bashcompinit && bashcompinit
      fi

      """;

  private static final String END =
      """
      # Makes two words of --option=value, as the functions above expect. bash makes three of it, zsh one.
      function _NAME_words() {
        local words=() word previous='' prefix='' i
        for (( i = 0; i <= COMP_CWORD; i++ )); do
          word=${COMP_WORDS[i]}
          prefix=''
          if [[ $word == = && $previous == --* ]]; then
            [[ $i -eq $COMP_CWORD ]] && words+=('')
          elif [[ $word == --*=* ]]; then
            prefix=${word%%=*}=
            words+=("${word%%=*}" "${word#*=}")
          else
            words+=("$word")
          fi
          previous=$word
        done
        COMP_WORDS=("${words[@]}")
        COMP_CWORD=$(( ${#words[@]} - 1 ))
        _complete_NAME
        [[ -z $prefix ]] || COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
      }

      complete -o default -F _NAME_words NAME
      # If this file is in the fpath of zsh, zsh calls it for the first word that it completes.
      if [ "${funcstack[1]-}" = _NAME ]; then
        _bash_complete -o default -F _NAME_words
      fi
      """;

  private BashCompletion() {}

  /**
   * {@return the script}
   *
   * @param command a {@link CompletionModel}
   */
  static String of(CommandLine command) {
    String name = command.getCommandName();
    String script = AutoComplete.bash(name, command);
    int begin = script.indexOf("# CompWordsContainsArray takes");
    int end = script.indexOf("# Define a completion specification");
    if (begin < 0 || end < 0) {
      throw new IllegalStateException("picocli has changed the form of its completion script");
    }
    return HEAD.replace("NAME", name) + script.substring(begin, end) + END.replace("NAME", name);
  }
}
