// npm run bench -- editor: the Debug tab on a file of 1,000 profiles, in its parts and in a real VS Code.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { replacementFor } from '../../../extension/core/documents/replacementFor.ts';
import { applyTextEdit } from '../../../extension/core/documents/textEdit.ts';
import {
  readDocument,
  type ReadDocument,
  tabModel,
  type TabSource,
} from '../../../extension/features/debugTab/tabModel.ts';
import { print, printTarget, printVerdict, summary } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import { measureTree, type TreeChange } from './measureTree.ts';
import { measureTab } from './tabInBrowser.ts';
import { thousandProfiles } from './thousandProfiles.ts';
import { watchTree } from './treeInBrowser.ts';
import { inEnglish } from '../../../server-runtime/contracts/localizableText.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { reparseLaunchSettings } from '../../../server-runtime/launch/reparse.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const rounds = Number(process.env['ROUNDS'] ?? 15);
const names = ['startup.js'];
const source: TabSource = {
  fileName: 'launchSettings.json',
  projectId: 'file:///app',
  projectName: 'app',
  names,
  surroundings: {
    directory: '/app',
    name: 'app',
    settingsFile: '/app/Properties/launchSettings.json',
    hostPath: '/extension/dist/host.js',
    environment: process.env,
    platform: 'linux',
  },
  isTrusted: true,
  words: {
    kindOf: (name) => name,
    originOf: (origin) => origin,
    sayText: inEnglish,
    shownName: (name: string) => name,
    programListens: '',
  },
};

function time(action: () => unknown): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

console.log(
  `editor: Node ${process.version}, ${rounds} rounds, 1,000 profiles; median (middle half)\n`,
);
let text = thousandProfiles();
const readWhole = (): ReadDocument =>
  readDocument({ text, settings: parseLaunchSettings(text) }, names);
const values = {
  edit: [] as number[],
  read: [] as number[],
  reread: [] as number[],
  model: [] as number[],
  bytes: 0,
};
// What a running editor has run many times is compiled.
const warmUp = 10;
for (let round = -warmUp; round < rounds; round++) {
  const document = readWhole();
  const profile = (round + warmUp) % 1000;
  const edit = {
    kind: 'setProfileValue',
    profile,
    path: ['commandLineArgs'],
    value: `--round ${round}`,
  } as const;
  const made = time(() => {
    const { settings } = document;
    const change = replacementFor(text, settings, [edit]);
    if (change) text = applyTextEdit(text, change);
  });
  const read = time(readWhole);
  let after = document;
  const reread = time(() => {
    const settings = reparseLaunchSettings(document, text);
    after = readDocument({ text, settings }, names);
  });
  let sent = '';
  const model = time(() => (sent = JSON.stringify(tabModel(after, source, profile))));
  values.bytes = sent.length;
  if (round < 0) continue;
  values.edit.push(made);
  values.read.push(read);
  values.reread.push(reread);
  values.model.push(model);
}
printTarget(
  'an edit reaches the text',
  median(values.edit),
  16,
  summary({ name: 'edit', values: values.edit }, 'ms'),
);
print(
  'after an edit it is read and diagnosed',
  summary({ name: 'reread', values: values.reread }, 'ms'),
);
print('as a whole it would be', summary({ name: 'read', values: values.read }, 'ms'));
print('its model is made and written', summary({ name: 'model', values: values.model }, 'ms'));
print('size of the model', `${(values.bytes / 1024).toFixed(0)} KiB`);

console.log(
  '\nThe tree: 1,000 profiles, of which 50 run; each row that the editor reads anew counts',
);
const { events, edits, all } = measureTree(thousandProfiles(), Math.max(rounds, 15));
const perChange = ({ times, rows }: TreeChange): string =>
  `${summary({ name: 'change', values: times }, 'ms', 3)}, at most ${rows} rows`;
print('an event of a server, until its rows are read', perChange(events));
print('one profile of the file gets another server', perChange(edits));
print(`all ${all.rows} rows`, summary({ name: 'all', values: all.times }, 'ms', 3));
const unchanged = events.unchanged + edits.unchanged;
printTarget('rows of other profiles that were read', unchanged, 0, String(unchanged));

console.log('\nIn a real VS Code');
execFileSync(process.execPath, [join(root, 'scripts', 'package.mjs')], {
  cwd: root,
  stdio: 'ignore',
});
const tab = await measureTab(join(root, 'server-profiles.vsix'), thousandProfiles(), rounds);
if (typeof tab === 'string') print('not measured', tab);
else {
  printTarget(
    'an edit in the form, until the form shows it',
    median(tab.edit),
    50,
    summary({ name: 'edit', values: tab.edit }, 'ms'),
  );
  print(
    'of that, an empty message there and back',
    summary({ name: 'message', values: tab.message }, 'ms'),
  );
  printTarget(
    'the tab opens',
    median(tab.open),
    300,
    summary({ name: 'open', values: tab.open }, 'ms', 0),
  );
  const ours = tab.open.map((time, round) => time - tab.openEmpty[round]!);
  print(
    'of that, a custom editor with one word',
    summary({ name: 'openEmpty', values: tab.openEmpty }, 'ms', 0),
  );
  print('so the tab adds', summary({ name: 'ours', values: ours }, 'ms', 0));
}
const redraw = await watchTree(join(root, 'server-profiles.vsix'), 50);
if (typeof redraw === 'string') print('not measured', redraw);
else {
  const { running, visible, launched, edited } = redraw;
  const others = [...launched.filter((n) => n !== 'p0'), ...edited.filter((n) => n !== 'p1')];
  print(`rows in sight, with ${running} real hosts`, String(visible));
  print('touched when one of them was stopped', launched.join(', '));
  print('touched when one profile got another server', edited.join(', '));
  printTarget('rows of other profiles that were touched', others.length, 0, String(others.length));
}
printVerdict();
