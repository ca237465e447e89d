import { newProfile } from './newProfile.ts';
import { type NewServer, newSettingsText, singleProfileText } from './newSettingsText.ts';

/** What a new project is: an app, a folder of files, or a program that is there already. */
export type NewProjectKind = 'typescript' | 'javascript' | 'static' | 'program';

/** The answers that make a project. */
export interface NewProjectAnswers {
  readonly kind: NewProjectKind;
  readonly name: string;
  /** One profile for each; none for a program. */
  readonly servers: readonly NewServer[];
  /** Command line of a program. */
  readonly program: string;
  readonly port: number;
  readonly proxiedPort: number;
  /** Declarations of the runtime, for TypeScript. */
  readonly runtimeTypes: string;
}

/** A file of a new project, by its path below the folder, with `/`. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  /** True for files that many a folder has already: then theirs stays. */
  readonly mayExist: boolean;
}

/** The files of a new project; the first is the one to look at. */
export function newProjectFiles(answers: NewProjectAnswers): NewFile[] {
  const { kind, name, servers, program, port, proxiedPort, runtimeTypes } = answers;
  const file = (path: string, text: string, mayExist = false): NewFile => {
    return { path, text, mayExist };
  };
  if (kind === 'program') {
    const urls = `http://localhost:${proxiedPort}`;
    const text = singleProfileText(newProfile({ kind: 'proxied', name, program, urls }));
    return [file('Properties/launchSettings.json', text)];
  }
  const settings = newSettingsText({ profileName: name, servers, port, proxiedPort });
  const shared = [
    file('Properties/launchSettings.json', settings),
    file('wwwroot/index.html', page(name), kind !== 'static'),
  ];
  if (kind === 'static') return shared.toReversed();
  const manifest = file('package.json', packageText(name), true);
  if (kind === 'javascript') return [file('startup.js', startup('js')), ...shared, manifest];
  return [
    file('startup.ts', startup('ts')),
    ...shared,
    manifest,
    file('tsconfig.json', tsconfig, true),
    file('types/serverProfilesRuntime.d.ts', runtimeTypes, true),
  ];
}

/** Whether a text can be the name of a folder on every system. */
export function isFolderName(name: string): boolean {
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name);
  // oxlint-disable-next-line no-control-regex
  return !isReserved && /^(?!\.{1,2}$)[^<>:"/\\|?*\u0000-\u001f]+(?<![. ])$/.test(name);
}

function startup(language: 'js' | 'ts'): string {
  const isTyped = language === 'ts';
  const type = isTyped
    ? "import type { ApplicationBuilder } from '@server-profiles/runtime';\n\n"
    : '';
  return `${type}export class Startup {
  configure(app${isTyped ? ': ApplicationBuilder' : ''})${isTyped ? ': void' : ''} {
    app.useDefaultFiles();
    app.useStaticFiles();
    app.run(async (context) => {
      context.response.headers.set('Content-Type', 'text/plain');
      await context.response.write(\`Hello from \${context.request.path}\`);
    });
  }
}
`;
}

function page(name: string): string {
  const title = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${title}</title>
  </head>
  <body>
    <h1>${title}</h1>
  </body>
</html>
`;
}

function packageText(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const content = { name: plain || 'app', private: true, type: 'module' };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const tsconfig = `${JSON.stringify(
  {
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023'],
      module: 'preserve',
      noEmit: true,
      allowImportingTsExtensions: true,
      strict: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      skipLibCheck: true,
      paths: { '@server-profiles/runtime': ['./types/serverProfilesRuntime.d.ts'] },
    },
    include: ['*.ts'],
  },
  undefined,
  2,
)}
`;
