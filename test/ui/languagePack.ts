import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunDirectory } from '../../scripts/vscode/runDirectory.ts';

/**
 * Makes VS Code know a language without one text of its own in it: extensions are shown in the display language, and there
 * is one only when a language pack is installed.
 */
export function installLanguagePack(run: RunDirectory, language: string): void {
  const id = `server-profiles-tests.language-pack-${language}`;
  const folder = join(run.extensions, `${id}-1.0.0`);
  mkdirSync(join(folder, 'translations'), { recursive: true });
  const translations = join(folder, 'translations', 'main.i18n.json');
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const [publisher, name] = id.split('.');
  const localizations = [
    {
      languageId: language,
      languageName: language,
      localizedLanguageName: language,
      translations: [{ id: 'vscode', path: './translations/main.i18n.json' }],
    },
  ];
  const manifest = { name, publisher, version: '1.0.0', engines: { vscode: '*' } };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, contributes: { localizations } }),
  );
  writeFileSync(
    join(run.userData, 'languagepacks.json'),
    JSON.stringify({
      [language]: {
        hash: 'tests',
        extensions: [{ extensionIdentifier: { id }, version: '1.0.0' }],
        translations: { vscode: translations },
        label: language,
      },
    }),
  );
}
