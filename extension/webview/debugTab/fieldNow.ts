import type { ProfileForm } from '../../features/debugTab/protocol.ts';

/**
 * Where a field is after the form has changed, by the text, by undo or by another tab: rows of variables and addresses have
 * their places only. Undefined when it has gone.
 * @param isTaken whether what was typed into a field is in the text by now
 */
export function fieldNow(
  field: string,
  before: ProfileForm,
  after: ProfileForm,
  isTaken: (field: string) => boolean,
): string | undefined {
  // Without SSL there is no such field; a port that it gets later is another one.
  if (field === 'iis.sslPort' && !after.iis?.sslPort) return undefined;
  const [kind, row = '', part] = field.split(':');
  if (kind === 'url') {
    const url = before.urls[Number(row)];
    if (url === after.urls[Number(row)]) return field;
    const now = url === undefined ? -1 : after.urls.indexOf(url);
    return now < 0 ? field : `url:${now}`;
  }
  // A row that was named or renamed here is where it was.
  if (kind !== 'env' || isTaken(`env:${row}:name`)) return field;
  const variable = before.environment[Number(row)];
  const now = variable
    ? after.environment.findIndex(({ name }) => name === variable.name)
    : after.environment.length;
  return now < 0 ? undefined : `env:${now}:${part}`;
}
