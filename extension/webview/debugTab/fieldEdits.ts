import { isVariableName } from '../../../server-runtime/launch/isVariableName.ts';
import type { LaunchSettingsEdit, ProfileForm } from '../../features/debugTab/protocol.ts';

/**
 * The edits that put a field's new value into the text. Fields: names of profile properties, `url:N`, `env:N:name`,
 * `env:N:value`, `iis.applicationUrl`, `iis.sslPort`. Empty when there is nothing to change.
 */
export function editsOf(form: ProfileForm, field: string, value: string): LaunchSettingsEdit[] {
  const [kind = '', index = ''] = field.split(':');
  if (kind === 'url') return urlEdits(form, Number(index), value);
  if (kind === 'env') return environmentEdits(form, field, value);
  if (kind.startsWith('iis.')) return iisEdits(form, kind.slice('iis.'.length), value);
  const present = (form as unknown as Readonly<Record<string, unknown>>)[
    field === 'ancmHostingModel' ? 'hostingModel' : field
  ];
  if (present === value) return [];
  // No value is said by no property, as Visual Studio writes it.
  return [valueEdit(form, [field], value || undefined)];
}

/** Sets a property of the profile, or of an object in it; undefined takes it away. */
export function valueEdit(
  { index }: ProfileForm,
  path: readonly string[],
  value: string | boolean | undefined,
): LaunchSettingsEdit {
  return { kind: 'setProfileValue', profile: index, path, value };
}

function variableEdit(
  form: ProfileForm,
  name: string,
  value: string | undefined,
): LaunchSettingsEdit {
  return valueEdit(form, ['environmentVariables', name], value);
}

function urlEdits(form: ProfileForm, index: number, value: string): LaunchSettingsEdit[] {
  const urls = [...form.urls];
  if ((urls[index] ?? '') === value.trim()) return [];
  urls[index] = value.trim();
  return [urlsEdit(form, urls)];
}

/** Writes the list of addresses; an empty list is no property. */
export function urlsEdit(form: ProfileForm, urls: readonly string[]): LaunchSettingsEdit {
  const text = urls.filter((url) => url !== '').join(';');
  return valueEdit(form, ['applicationUrl'], text || undefined);
}

function environmentEdits(form: ProfileForm, field: string, value: string): LaunchSettingsEdit[] {
  const [, index, part] = field.split(':');
  const entry = form.environment[Number(index)];
  if (part === 'name') {
    const name = value.trim();
    if (name === '' || name === entry?.name) return [];
    return entry
      ? [
          {
            kind: 'renameProfileKey',
            profile: form.index,
            path: ['environmentVariables', entry.name],
            name,
          },
        ]
      : [variableEdit(form, name, '')];
  }
  if (!entry || entry.value === value) return [];
  return [variableEdit(form, entry.name, value)];
}

/** What is wrong with what was typed as an SSL port or the name of a variable; undefined when nothing is, or it is neither. */
export function typedProblem(
  form: ProfileForm,
  field: string,
  value: string,
): 'nameTaken' | 'nameImpossible' | 'portImpossible' | undefined {
  // Without a port, or with 0, there is no SSL.
  if (field === 'iis.sslPort' && Number(value) !== 0 && !isPort(value.trim()))
    return 'portImpossible';
  const [kind, index, part] = field.split(':');
  if (kind !== 'env' || part !== 'name') return undefined;
  const name = value.trim();
  const isNew = Number(index) >= form.environment.length;
  // A new row is no variable before it has a name.
  if (isNew && name === '') return undefined;
  if (!isVariableName(name)) return 'nameImpossible';
  // Writing it would empty the one that has it; for a rename the text is looked at.
  return isNew && form.environment.some((other) => other.name === name) ? 'nameTaken' : undefined;
}

/** Whether a field is the value of a variable that is not in the text yet. */
export function isOfNewVariable(form: ProfileForm, field: string): boolean {
  const [kind, index, part] = field.split(':');
  return kind === 'env' && part === 'value' && Number(index) >= form.environment.length;
}

/** Whether a field that is left so takes its own row away, or what was typed last: a pause is not the end of it. */
export function isUnfinished(field: string, value: string): boolean {
  if (field === 'iis.sslPort') return !isPort(value.trim());
  return field.startsWith('url:') && (value.trim() === '' || value.trim().endsWith(';'));
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
}

/** Takes a variable away. */
export function removeVariable(form: ProfileForm, index: number): LaunchSettingsEdit[] {
  const entry = form.environment[index];
  return entry ? [variableEdit(form, entry.name, undefined)] : [];
}

function iisEdits({ iis }: ProfileForm, key: string, value: string): LaunchSettingsEdit[] {
  if (!iis) return [];
  const path = ['iisSettings', iis.section, key];
  if (key === 'applicationUrl') {
    return value === iis.applicationUrl ? [] : [{ kind: 'setValue', path, value }];
  }
  const port = Number(value);
  return port === iis.sslPort ? [] : [{ kind: 'setValue', path, value: port }];
}

/** `NAME=VALUE` lines as people copy them from a shell or an `.env` file; undefined when the text is none. */
export function parseVariables(text: string): [name: string, value: string][] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const pairs = lines.map((line): [string, string] | undefined => {
    const match = /^(?:(?:export|set|\$env:)\s*)?([^\s=]+)\s*=\s*(.*)$/i.exec(line);
    const [, name = '', value = ''] = match ?? [];
    // An address with a query is none.
    return isVariableName(name) && !name.includes('://') ? [name, unquote(value)] : undefined;
  });
  return pairs.length > 0 && pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}

function unquote(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}

/** Adds variables, or gives those that are there new values. */
export function variableEdits(
  form: ProfileForm,
  pairs: readonly (readonly [name: string, value: string])[],
): LaunchSettingsEdit[] {
  return pairs.map(([name, value]) => variableEdit(form, name, value));
}
