import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import type { Project } from '../../../extension/core/profiles/project.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import {
  type ServerLaunch,
  ServerRegistry,
} from '../../../extension/core/servers/serverRegistry.ts';
import { TreeModel } from '../../../extension/features/serversView/treeModel.ts';
import { EditorTree } from '../../support/editorTree.ts';
import { recordedLaunch } from './recordedLaunch.ts';
import { idleControl } from '../../support/idleControl.ts';

/** What a change costs in a large tree. */
export interface TreeChange {
  /** From the change until the rows that it touches are read again, in ms; one per change. */
  readonly times: number[];
  /** Most rows that one change made the editor read. */
  rows: number;
  /** Rows that were read and belong to another profile, of all changes. */
  unchanged: number;
}

/** Measures the tree with 1,000 profiles, of which 50 run, on recorded events. */
export function measureTree(
  settings: string,
  rounds: number,
): { events: TreeChange; edits: TreeChange; all: { times: number[]; rows: number } } {
  const profiles = new ProfileStore();
  const servers = new ServerRegistry();
  const model = new TreeModel(profiles, servers);
  let project = read(settings);
  profiles.setProjects([project]);
  model.changes();
  const tree = new EditorTree(model);
  const ids = project.profiles.map(({ id }) => id);
  for (const [number, id] of ids.slice(0, 50).entries()) {
    const launch = servers.begin(id, 'run', idleControl);
    for (const event of recordedLaunch(number).start) launch.report(event);
  }
  tree.take();

  const events: TreeChange = { times: [], rows: 0, unchanged: 0 };
  const edits: TreeChange = { times: [], rows: 0, unchanged: 0 };
  const all = { times: [] as number[], rows: 0 };
  const note = (change: TreeChange, id: string, started: number): void => {
    change.times.push(performance.now() - started);
    const rows = tree.take();
    change.rows = Math.max(change.rows, rows.length);
    change.unchanged += rows.filter((row) => row !== id && !row.startsWith(`${id}?`)).length;
  };
  for (let round = 0; round < rounds; round++) {
    const id = ids[50 + round] as string;
    let launch: ServerLaunch | undefined;
    const { start, stop } = recordedLaunch(50 + round);
    const step = (act: () => unknown): void => {
      const started = performance.now();
      act();
      tree.refresh(model.changesOfServer(id));
      note(events, id, started);
    };
    step(() => (launch = servers.begin(id, 'run', idleControl)));
    for (const event of [...start, ...stop]) step(() => launch?.report(event));

    const edited = ids[500 + round] as string;
    project = withOtherServer(project, edited);
    const started = performance.now();
    profiles.setProjects([project]);
    tree.refresh(model.changes());
    note(edits, edited, started);

    const drawn = performance.now();
    tree.refresh('all');
    all.times.push(performance.now() - drawn);
    all.rows = tree.take().length;
  }
  return { events, edits, all };
}

function read(text: string): Project {
  return readProject({
    id: 'file:///app',
    name: 'app',
    location: '',
    directory: '/app',
    names: ['startup.js'],
    settings: { uri: 'file:///app/Properties/launchSettings.json', text },
  });
}

/** The project as it is read after one profile got another server. */
function withOtherServer(project: Project, id: string): Project {
  const profiles = project.profiles.map((profile) =>
    profile.id === id ? { ...profile, label: `${profile.label} 2` } : { ...profile },
  );
  return { ...project, profiles };
}
