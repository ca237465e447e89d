import { debug, type DebugConfiguration, type DebugSession } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { DebugLaunch, type DebugLaunchOptions } from './debugLaunch.ts';
import { launchKey } from './nodeConfiguration.ts';

/** What all launches have in common. */
export type DebugLaunchesOptions = Pick<
  DebugLaunchOptions,
  'servers' | 'controlServer' | 'clock' | 'log'
>;

/** Launches under a debugger, each with the sessions that the editor has for it. */
export class DebugLaunches implements Disposable {
  readonly #options: DebugLaunchesOptions;
  /** By key; also those whose session is not wanted any more, and may come. */
  readonly #launches = new Map<string, DebugLaunch>();
  readonly #store = new DisposableStore();

  constructor(options: DebugLaunchesOptions) {
    this.#options = options;
    this.#store.add(
      debug.onDidStartDebugSession((session) => {
        if (!session.parentSession) void this.#launchOf(session)?.started(session);
      }),
    );
    this.#store.add(
      debug.onDidTerminateDebugSession((session) => {
        void this.#launchOf(session)?.terminated(session);
      }),
    );
    this.#store.add(
      debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: (session) => this.#launchOf(session)?.track(session),
      }),
    );
  }

  /** Whether the editor's tasks before a session of the profile are not done. */
  isPreparing(profileId: string): boolean {
    return this.#of(profileId).some(({ isPreparing }) => isPreparing);
  }

  /** Begins a launch, for a session whose configuration carries its key. What runs of the profile ends first. */
  async begin(
    profileId: string,
    how: Pick<DebugLaunchOptions, 'launchedText' | 'launchAgain'>,
  ): Promise<DebugLaunch> {
    const { servers } = this.#options;
    for (const launch of this.#of(profileId)) {
      // A session of one that was over by now is not to be expected any more.
      if (launch.isOver) this.#launches.delete(launch.key);
      else launch.forget();
    }
    const launch = await DebugLaunch.open({
      ...this.#options,
      ...{ ...how, profileId, onOver: () => this.#launches.delete(launch.key) },
    });
    // It runs already: the person wants it under the debugger now.
    while (!launch.begin()) await servers.end(profileId);
    this.#launches.set(launch.key, launch);
    return launch;
  }

  dispose(): void {
    this.#store.dispose();
    for (const launch of this.#launches.values()) launch.dispose();
    this.#launches.clear();
  }

  #of(profileId: string): DebugLaunch[] {
    return [...this.#launches.values()].filter((launch) => launch.profileId === profileId);
  }

  #launchOf(session: DebugSession): DebugLaunch | undefined {
    for (let one: DebugSession | undefined = session; one; one = one.parentSession) {
      const launch = this.#launches.get(keyOf(one.configuration) ?? '');
      if (launch) return launch;
    }
    return undefined;
  }
}

function keyOf(configuration: DebugConfiguration): string | undefined {
  const key: unknown = configuration[launchKey];
  return typeof key === 'string' ? key : undefined;
}
