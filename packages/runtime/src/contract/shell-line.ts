/**
 * A command to paste into bash, zsh or sh, as a tag: `` shellLine`aws … --name ${name}` ``. Whatever a part contains, it stays one word,
 * or within the word that the template begins.
 */
export function shellLine(texts: readonly string[], ...parts: readonly string[]): string {
  return texts.reduce((line, text, index) => {
    const part = parts[index - 1] ?? '';
    // `--name -x` would be two options.
    return `${part.startsWith('-') ? line.replace(/(^|--[\w-]+) $/, '$1=') : line}${shellWord(part)}${text}`;
  });
}

function shellWord(part: string): string {
  return /^[\w./:+-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`;
}
