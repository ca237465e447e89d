/** A text of the person's for a label of the editor that draws icons: `$(name)` in it stays text. */
export function plainLabel(text: string): string {
  return text.replaceAll(/\$\(([\w~-]+)\)/g, '\\$($1)');
}
