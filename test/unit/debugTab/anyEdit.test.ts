// Whatever a settings file looks like, and whatever the form does to it: only that changes, and it reads back as it was set.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../../../extension/core/base/userError.ts';
import { replacementFor } from '../../../extension/core/documents/replacementFor.ts';
import { applyTextEdit } from '../../../extension/core/documents/textEdit.ts';
import { type FormWords, profileForm } from '../../../extension/features/debugTab/formModel.ts';
import type {
  LaunchSettingsEdit,
  ProfileForm,
} from '../../../extension/features/debugTab/protocol.ts';
import { serverEdit } from '../../../extension/features/debugTab/suggestedEdits.ts';
import {
  editsOf,
  removeVariable,
  urlsEdit,
  valueEdit,
  variableEdits,
  typedProblem,
} from '../../../extension/webview/debugTab/fieldEdits.ts';
import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { reparseLaunchSettings } from '../../../server-runtime/launch/reparse.ts';
import { anyDocument, oddities, variableName } from './anyDocument.ts';
import { keepsTheRest, namesAmongProfiles } from './keepsTheRest.ts';

const words: FormWords = {
  kindOf: (command) => command,
  sayText: () => '',
  programListens: '',
};

function formOf(text: string, settings: LaunchSettings, index: number): ProfileForm {
  const form = profileForm({ text, settings, diagnostics: [], kind: 'host', words }, index);
  assert.ok(form);
  return form;
}

/** What the form shows of each profile, as far as the text says it. */
interface ShownProfile {
  name: string;
  commandName: string;
  commandLineArgs: string;
  workingDirectory: string;
  executablePath: string;
  launchBrowser: boolean;
  launchUrl: string;
  urls: readonly string[];
  environment: readonly { readonly name: string; readonly value: string }[];
  hostingModel: string;
  server: string | undefined;
}
interface Shown {
  profiles: ShownProfile[];
  anonymous: boolean;
  windows: boolean;
  sites: Record<string, { url: string; port: number }>;
}

function shownOf(text: string, settings: LaunchSettings): Shown {
  const { iisSettings } = settings;
  const site = (name: 'iis' | 'iisExpress') => {
    const { applicationUrl = '', sslPort = 0 } = iisSettings?.[name] ?? {};
    return { url: applicationUrl, port: sslPort };
  };
  return {
    profiles: settings.profiles.map(({ name, server }, index) => {
      const form = formOf(text, settings, index);
      const { commandName, commandLineArgs, workingDirectory, executablePath } = form;
      const { launchBrowser, launchUrl, urls, environment, hostingModel } = form;
      return {
        ...{ name, commandName, commandLineArgs, workingDirectory, executablePath },
        ...{ launchBrowser, launchUrl, urls, environment, hostingModel, server },
      };
    }),
    anonymous: iisSettings?.anonymousAuthentication ?? true,
    windows: iisSettings?.windowsAuthentication ?? false,
    sites: { iis: site('iis'), iisExpress: site('iisExpress') },
  };
}

/** What happens in the form. */
const deed = fc.record({
  profile: fc.nat(9),
  at: fc.nat(9),
  typed: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('', '--a "b c"', '  x ', '/*', '"')),
  url: fc.constantFrom('http://localhost:1', ' https://a:2 ', '', 'nonsense', 'http://b:3'),
  name: variableName,
  pairs: fc.array(fc.tuple(variableName, fc.string({ maxLength: 3 })), {
    minLength: 1,
    maxLength: 3,
  }),
  newName: fc.oneof(fc.constantFrom('web', 'WEB', 'new'), fc.string({ maxLength: 4 })),
  isOn: fc.boolean(),
  port: fc.nat(65535),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** Edits, and what the form shows after them. */
interface Done {
  readonly edits: readonly LaunchSettingsEdit[];
  readonly change: (shown: Shown) => unknown;
}

type Way = (form: ProfileForm, settings: LaunchSettings, of: Deed) => Done | undefined;

const set =
  <Field extends keyof ShownProfile>(form: ProfileForm, field: Field, value: ShownProfile[Field]) =>
  ({ profiles }: Shown): unknown =>
    ((profiles[form.index] as ShownProfile)[field] = value);

const textWay =
  (field: 'commandLineArgs' | 'workingDirectory' | 'executablePath' | 'launchUrl'): Way =>
  (form, _settings, { typed }) => ({
    edits: editsOf(form, field, typed),
    change: set(form, field, typed),
  });

const environmentWay =
  (
    edits: (form: ProfileForm, of: Deed, row: number) => LaunchSettingsEdit[] | undefined,
    change: (rows: { name: string; value: string }[], of: Deed, row: number) => unknown,
  ): Way =>
  (form, _settings, of) => {
    const row = of.at % (form.environment.length || 1);
    const made = edits(form, of, row);
    if (!made) return undefined;
    const rows = form.environment.map((entry) => ({ ...entry }));
    change(rows, of, row);
    return { edits: made, change: set(form, 'environment', rows) };
  };

function put(rows: { name: string; value: string }[], name: string, value: string): void {
  const known = rows.find((row) => row.name === name);
  if (known) known.value = value;
  else rows.push({ name, value });
}

/** Every edit that the form can make. */
const ways: Readonly<Record<string, Way>> = {
  'types arguments': textWay('commandLineArgs'),
  'types a working directory': textWay('workingDirectory'),
  'types an executable': textWay('executablePath'),
  'types a URL': textWay('launchUrl'),
  'types into two fields': (form, _settings, { typed, url }) => ({
    edits: [...editsOf(form, 'launchUrl', url), ...editsOf(form, 'commandLineArgs', typed)],
    change: (shown) => {
      set(form, 'launchUrl', url)(shown);
      set(form, 'commandLineArgs', typed)(shown);
    },
  }),
  'chooses a launch kind': (form, _settings, { at }) => {
    const { value } = form.commandNames[at % form.commandNames.length] as { value: string };
    return { edits: editsOf(form, 'commandName', value), change: set(form, 'commandName', value) };
  },
  'chooses a hosting model': (form, _settings, { isOn }) => {
    const value = isOn ? 'InProcess' : '';
    const edits = editsOf(form, 'ancmHostingModel', value);
    return { edits, change: set(form, 'hostingModel', value) };
  },
  'checks the browser': (form, _settings, { isOn }) => ({
    edits: [valueEdit(form, ['launchBrowser'], isOn)],
    change: set(form, 'launchBrowser', isOn),
  }),
  'types an address': (form, _settings, { at, url }) => {
    if (form.urls.length === 0) return undefined;
    const row = at % form.urls.length;
    const urls = form.urls.with(row, url.trim()).filter((one) => one !== '');
    return { edits: editsOf(form, `url:${row}`, url), change: set(form, 'urls', urls) };
  },
  'removes an address': (form, _settings, { at }) => {
    const urls = form.urls.toSpliced(at % (form.urls.length || 1), 1);
    return { edits: [urlsEdit(form, urls)], change: set(form, 'urls', urls) };
  },
  'chooses a server': (form, settings, { at }) => {
    if (form.servers.length === 0) return undefined;
    const { value } = form.servers[at % form.servers.length] as { value: string };
    const edit = serverEdit(settings, { profile: form.index, server: value });
    assert.ok(edit.kind === 'setProfileValue');
    const change =
      edit.path[0] === 'server'
        ? set(form, 'server', value || undefined)
        : set(form, 'commandLineArgs', typeof edit.value === 'string' ? edit.value : '');
    return { edits: [edit], change };
  },
  'names a new variable': environmentWay(
    (form, { name }) => {
      const field = `env:${form.environment.length}:name`;
      return typedProblem(form, field, name) ? undefined : editsOf(form, field, name);
    },
    (rows, { name }) => rows.push({ name, value: '' }),
  ),
  'renames a variable': environmentWay(
    (form, { name }, row) =>
      form.environment[row] ? editsOf(form, `env:${row}:name`, name) : undefined,
    (rows, { name }, row) => rows[row] && (rows[row].name = name),
  ),
  'types a value of a variable': environmentWay(
    (form, { typed }, row) => editsOf(form, `env:${row}:value`, typed),
    (rows, { typed }, row) => rows[row] && (rows[row].value = typed),
  ),
  'removes a variable': environmentWay(
    (form, _of, row) => removeVariable(form, row),
    (rows, _of, row) => rows.splice(row, 1),
  ),
  'pastes variables': environmentWay(
    (form, { pairs }) => variableEdits(form, pairs),
    (rows, { pairs }) => {
      for (const [name, value] of pairs) put(rows, name, value);
    },
  ),
  'types the address of a site': (form, _settings, { typed }) =>
    form.iis && {
      edits: editsOf(form, 'iis.applicationUrl', typed),
      change: ({ sites }) => (sites[form.iis!.section]!.url = typed),
    },
  'types an SSL port': (form, _settings, { port }) =>
    form.iis && {
      edits: editsOf(form, 'iis.sslPort', ` ${port}`),
      change: ({ sites }) => (sites[form.iis!.section]!.port = port),
    },
  'checks anonymous authentication': (_form, _settings, { isOn }) => ({
    edits: [{ kind: 'setValue', path: ['iisSettings', 'anonymousAuthentication'], value: isOn }],
    change: (shown) => (shown.anonymous = isOn),
  }),
  'checks Windows authentication': (_form, _settings, { isOn }) => ({
    edits: [{ kind: 'setValue', path: ['iisSettings', 'windowsAuthentication'], value: isOn }],
    change: (shown) => (shown.windows = isOn),
  }),
  'renames a profile': (form, _settings, { newName }) => ({
    edits: [{ kind: 'renameProfile', profile: form.index, name: newName }],
    change: set(form, 'name', newName),
  }),
  'duplicates a profile': ({ index }, _settings, { newName: name }) => ({
    edits: [{ kind: 'duplicateProfile', profile: index, name }],
    change: ({ profiles }) =>
      profiles.splice(index + 1, 0, { ...(profiles[index] as ShownProfile), name }),
  }),
  'moves a profile': ({ index }, { profiles }, { at }) => {
    const to = at % profiles.length;
    return {
      edits: [{ kind: 'moveProfile', profile: index, to }],
      change: (shown) => shown.profiles.splice(to, 0, ...shown.profiles.splice(index, 1)),
    };
  },
  'deletes a profile': ({ index }) => ({
    edits: [{ kind: 'removeProfile', profile: index }],
    change: ({ profiles }) => profiles.splice(index, 1),
  }),
  'adds a profile': (_form, _settings, { newName, typed }) => ({
    edits: [{ kind: 'addProfile', name: newName, profile: { commandLineArgs: typed } }],
    change: ({ profiles }) =>
      profiles.push({
        ...{ name: newName, commandName: '', commandLineArgs: typed, workingDirectory: '' },
        ...{ executablePath: '', launchBrowser: false, launchUrl: '', urls: [], environment: [] },
        ...{ hostingModel: '', server: undefined },
      }),
  }),
};

/** Why the text does not take what was done; undefined when it should. */
function whyRefused(
  text: string,
  settings: LaunchSettings,
  [edit]: readonly LaunchSettingsEdit[],
): string | undefined {
  const { profiles } = settings;
  if (edit?.kind === 'renameProfileKey') {
    const known = profiles[edit.profile]?.environmentVariables ?? [];
    return known.some(({ name }) => name === edit.name) ? 'name-taken' : undefined;
  }
  if (!edit || !('name' in edit)) return undefined;
  if (edit.name.trim() === '') return 'name-empty';
  const own = edit.kind === 'renameProfile' ? profiles[edit.profile]?.range.offset : undefined;
  const folded = edit.name.toLowerCase();
  // What is no profile has its name all the same.
  const isTaken = namesAmongProfiles(text).some(
    ({ name, offset }) => offset !== own && name.toLowerCase() === folded,
  );
  return isTaken ? 'name-taken' : undefined;
}

describe('An edit of the form, in any settings file', () => {
  const seen = new Set<string>();
  it('changes only what it is about, and reads back as it was set', () => {
    fc.assert(
      fc.property(
        anyDocument,
        fc.array(fc.tuple(fc.constantFrom(...Object.keys(ways)), deed), {
          minLength: 1,
          maxLength: 2,
        }),
        (document, deeds) => {
          for (const [name, isSo] of Object.entries(oddities))
            if (!seen.has(name) && isSo(document)) seen.add(name);
          let text = document;
          let settings = parseLaunchSettings(text);
          for (const [way, of] of deeds) {
            if (settings.profiles.length === 0) return;
            const form = formOf(text, settings, of.profile % settings.profiles.length);
            const done = ways[way]?.(form, settings, of);
            if (!done) continue;
            const refusal = whyRefused(text, settings, done.edits);
            if (refusal !== undefined) {
              const isRefusal = (error: unknown) =>
                error instanceof UserError && error.code === refusal;
              assert.throws(() => replacementFor(text, settings, done.edits), isRefusal);
              continue;
            }
            const replacement = replacementFor(text, settings, done.edits);
            const after = replacement ? applyTextEdit(text, replacement) : text;
            if (replacement) seen.add(way);
            keepsTheRest(text, after, settings, done.edits);
            // As the tab reads it: the less has changed, the less of it.
            const read = reparseLaunchSettings({ text, settings }, after);
            const expected = shownOf(text, settings);
            done.change(expected);
            assert.deepEqual(shownOf(after, read), expected);
            [text, settings] = [after, read];
          }
          assert.deepEqual(shownOf(text, parseLaunchSettings(text)), shownOf(text, settings));
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('is every one that there is, in files with everything that people have in them', () => {
    const wanted = [...Object.keys(ways), ...Object.keys(oddities)];
    assert.deepEqual(
      wanted.filter((name) => !seen.has(name)),
      [],
    );
  });
});
