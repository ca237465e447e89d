import { l10n } from 'vscode';

/** What is wrong with a profile's name; undefined when it can be used. */
export function nameProblem(value: string, others: readonly string[]): string | undefined {
  const name = value.trim();
  if (name === '') return l10n.t('A profile needs a name.');
  const same = others.find((other) => other.toLowerCase() === name.toLowerCase());
  return same === undefined
    ? undefined
    : l10n.t('There is a profile "{0}" already. Choose another name.', same);
}
