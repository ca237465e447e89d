import { randomUUID } from 'node:crypto';

import {
  commands,
  debug,
  type DebugAdapterTracker,
  type DebugConfiguration,
  type DebugSession,
} from 'vscode';

import { browsableAddress } from '../../../server-runtime/launch/browserUrl.ts';
import type { Clock } from '../../core/base/clock.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ServerControl, ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { stopSequence } from '../../core/servers/stopSequence.ts';
import type { ControlServer } from '../../platform/node/controlServer.ts';
import { type LaunchChannel, openLaunchChannel } from '../../platform/node/launchChannel.ts';
import { whenReachable } from '../../platform/node/socketProbe.ts';
import { launchKey } from './nodeConfiguration.ts';

export interface DebugLaunchesOptions {
  readonly servers: ServerRegistry;
  readonly controlServer: () => Promise<ControlServer>;
  readonly clock: Clock;
}

export interface DebugLaunchOptions {
  readonly launchedText: string;
  readonly launchAgain: ServerControl['launchAgain'];
  /** Where it will listen, when no host tells. */
  readonly urls?: readonly string[];
}

interface DebugLaunch {
  readonly profileId: string;
  readonly channel: LaunchChannel;
  /** Where it will listen, when no host tells. */
  readonly urls: readonly string[];
  /** Ends with the session. */
  readonly resources: DisposableStore;
  /** The debugger's session of the host; its children are those of workers. */
  session?: DebugSession;
  /** Sessions of the launch that stand at a breakpoint. */
  readonly paused: Set<string>;
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/** Milliseconds that each way of stopping gets while nothing is paused. */
const patience = { stop: 10_000, terminate: 5000 } as const;

/** Launches under a debugger: ties the debugger's sessions to the control channel of the host that it starts. */
export class DebugLaunches implements Disposable {
  readonly #options: DebugLaunchesOptions;
  readonly #launches = new Map<string, DebugLaunch>();
  readonly #store = new DisposableStore();

  constructor(options: DebugLaunchesOptions) {
    this.#options = options;
    this.#store.add(debug.onDidStartDebugSession((session) => this.#started(session)));
    this.#store.add(debug.onDidTerminateDebugSession((session) => this.#terminated(session)));
    this.#store.add(
      debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: (session) => this.#tracker(session),
      }),
    );
  }

  /**
   * Makes ready for a session whose configuration carries the key and whose host gets the environment. With URLs, no
   * host tells of the launch: then sockets that accept connections do.
   */
  async prepare(
    profileId: string,
    { launchedText, launchAgain, urls = [] }: DebugLaunchOptions,
  ): Promise<{ key: string; env: Readonly<Record<string, string>> }> {
    this.#forgetUnstarted(profileId);
    const key = randomUUID();
    const channel = await openLaunchChannel({
      registry: this.#options.servers,
      controlServer: this.#options.controlServer,
      profileId,
      mode: 'debug',
      control: this.#controlOf(key, launchAgain),
      launchedText,
    });
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const resources = new DisposableStore();
    resources.add(channel);
    this.#launches.set(key, {
      profileId,
      channel,
      urls,
      resources,
      paused: new Set(),
      ended,
      end,
    });
    return { key, env: channel.env };
  }

  dispose(): void {
    this.#store.dispose();
    for (const { resources } of this.#launches.values()) resources.dispose();
    this.#launches.clear();
  }

  #controlOf(key: string, launchAgain: ServerControl['launchAgain']): ServerControl {
    return {
      launchAgain,
      stop: async () => {
        const launch = this.#launches.get(key);
        if (launch) await this.#stop(launch);
      },
      kill: () => kill(this.#launches.get(key)?.channel),
      restart: async () => (await this.#launches.get(key)?.channel.connection?.restart()) ?? false,
      showOutput: () => void commands.executeCommand('workbench.panel.repl.view.focus'),
    };
  }

  async #stop({ channel, session, paused, ended }: DebugLaunch): Promise<void> {
    channel.report({ type: 'state', state: 'stopping' });
    const endSession = async (): Promise<void> => {
      if (session) await debug.stopDebugging(session);
    };
    const askHost = async (): Promise<void> => {
      // A host that stands at a breakpoint hears nothing: the debugger has to let it go first.
      if (paused.size > 0 || !channel.connection) throw new Error('not reachable');
      await channel.connection.stop();
    };
    await stopSequence({
      steps: [
        { act: askHost, patience: patience.stop },
        { act: endSession, patience: patience.terminate },
        { act: () => kill(channel), patience: 0 },
      ],
      ended,
      clock: this.#options.clock,
      isPaused: () => paused.size > 0,
    });
  }

  #started(session: DebugSession): void {
    const launch = session.parentSession ? undefined : this.#launchOf(session);
    if (!launch) return;
    const { channel, urls, resources } = launch;
    launch.session = session;
    channel.begin();
    const reached: string[] = [];
    for (const url of urls) {
      const target = browsableAddress(url);
      // Port 0 becomes another one, which nobody tells us.
      if (target === null || /:0(\/|$)/.test(target)) continue;
      const probe = whenReachable(target, () => {
        reached.push(url);
        channel.report({ type: 'addresses', addresses: [...reached] });
        channel.report({ type: 'state', state: 'listening' });
      });
      resources.add(probe);
    }
  }

  #terminated(session: DebugSession): void {
    const launch = this.#launchOf(session);
    launch?.paused.delete(session.id);
    if (!launch || session.parentSession) return;
    this.#launches.delete(keyOf(session.configuration) ?? '');
    const { channel, resources, end } = launch;
    void channel.settle(this.#options.clock).then(() => {
      channel.report({ type: 'ended' });
      resources.dispose();
      end();
    });
  }

  /** Notes when a session stands still: then no time limit counts. */
  #tracker(session: DebugSession): DebugAdapterTracker | undefined {
    const launch = this.#launchOf(session);
    if (!launch) return undefined;
    const { paused } = launch;
    return {
      onDidSendMessage: (message: { type?: string; event?: string }) => {
        if (message.type !== 'event') return;
        if (message.event === 'stopped') paused.add(session.id);
        else if (message.event === 'continued') paused.delete(session.id);
      },
      onWillReceiveMessage: ({ command }: { command?: string }) => {
        if (command && resuming.has(command)) paused.delete(session.id);
      },
    };
  }

  #launchOf(session: DebugSession): DebugLaunch | undefined {
    for (let one: DebugSession | undefined = session; one; one = one.parentSession) {
      const launch = this.#launches.get(keyOf(one.configuration) ?? '');
      if (launch) return launch;
    }
    return undefined;
  }

  /** A session that never came (its pre-launch task failed, the person cancelled) leaves its preparation behind. */
  #forgetUnstarted(profileId: string): void {
    for (const [key, launch] of this.#launches) {
      if (launch.profileId !== profileId || launch.session || launch.channel.wasConnected) continue;
      launch.resources.dispose();
      this.#launches.delete(key);
    }
  }
}

function kill(channel: LaunchChannel | undefined): void {
  if (channel?.connection) process.kill(channel.connection.pid, 'SIGKILL');
}

/** Requests after which a paused session goes on. */
const resuming = new Set(['continue', 'next', 'stepIn', 'stepOut', 'disconnect', 'terminate']);

function keyOf(configuration: DebugConfiguration): string | undefined {
  const key: unknown = configuration[launchKey];
  return typeof key === 'string' ? key : undefined;
}
