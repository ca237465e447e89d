import { randomUUID } from 'node:crypto';

import {
  CancellationError,
  commands,
  debug,
  type DebugAdapterTracker,
  type DebugSession,
} from 'vscode';

import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';
import { browsableAddress } from '../../../server-runtime/launch/browserUrl.ts';
import type { Clock } from '../../core/base/clock.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ServerControl, ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { ServerProcess } from '../../core/servers/serverSnapshot.ts';
import { stopSequence } from '../../core/servers/stopSequence.ts';
import type { ControlServer } from '../../platform/node/controlServer.ts';
import { type LaunchChannel, openLaunchChannel } from '../../platform/node/launchChannel.ts';
import { whenReachable } from '../../platform/node/socketProbe.ts';
import type { OutputLog } from '../../platform/vscode/outputLog.ts';
import { SessionWait } from './sessionWait.ts';

export interface DebugLaunchOptions {
  readonly servers: ServerRegistry;
  readonly controlServer: () => Promise<ControlServer>;
  readonly clock: Clock;
  /** Has what is said while there is no debugger that says it. */
  readonly log: Pick<OutputLog, 'show'>;
  readonly profileId: string;
  readonly launchedText: string;
  readonly launchAgain: ServerControl['launchAgain'];
  /** Called when it has no session, and none can come (any more). */
  readonly onOver: () => void;
}

/** What a debugger says: an event, or the answer to a request (Debug Adapter Protocol). */
interface DebuggerMessage {
  readonly type?: string;
  readonly event?: string;
  readonly command?: string;
  readonly success?: boolean;
  /** Of the event `process`. */
  readonly body?: {
    readonly name?: string;
    readonly systemProcessId?: number;
    readonly isLocalProcess?: boolean;
  };
}

/** What the editor asks a debugger for; `restart` when that ends in order to begin anew. */
interface EditorRequest {
  readonly command?: string;
  readonly arguments?: { readonly restart?: boolean };
}

/** Milliseconds that each way of stopping gets while nothing is paused. */
const patience = { stop: 10_000, terminate: 5000 } as const;

/** Requests before there is a program. */
const beginning = new Set(['initialize', 'launch']);

/** Requests after which a paused session goes on. */
const resuming = new Set(['continue', 'next', 'stepIn', 'stepOut', 'disconnect', 'terminate']);

/** One launch under a debugger, from the moment in which a person wants it: the session comes later, or never. */
export class DebugLaunch implements Disposable {
  /** Its session is known by it. */
  readonly key = randomUUID();
  readonly #options: DebugLaunchOptions;
  readonly #resources = new DisposableStore();
  readonly #givenUp = new AbortController();
  readonly #ended: Promise<void>;
  #settleEnded = (): void => {};
  #channel!: LaunchChannel;
  /** Where the program will listen, when no host tells. */
  #urls: readonly string[] | undefined;
  #ports = new DisposableStore();
  /** The program, when no host tells. */
  #program: ServerProcess | undefined;
  #wait: SessionWait | undefined;
  /** Whether the editor may still bring a session of it. */
  #maySessionCome = false;
  /** Whether the editor ends the session in order to begin it anew. */
  #isRestarting = false;
  /** The debugger's session of the host; its children are those of workers. */
  #session: DebugSession | undefined;
  /** Sessions that stand at a breakpoint. */
  readonly #paused = new Set<string>();

  private constructor(options: DebugLaunchOptions) {
    this.#options = options;
    this.#ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
  }

  /** Makes one ready, with a channel for its host. */
  static async open(options: DebugLaunchOptions): Promise<DebugLaunch> {
    const launch = new DebugLaunch(options);
    const { servers: registry, controlServer, profileId, launchedText } = options;
    const control = launch.#control();
    const mode = 'debug';
    launch.#channel = launch.#resources.add(
      await openLaunchChannel({ registry, controlServer, profileId, mode, control, launchedText }),
    );
    return launch;
  }

  get profileId(): string {
    return this.#options.profileId;
  }

  /** For the environment of its host. */
  get env(): Readonly<Record<string, string>> {
    return this.#channel.env;
  }

  /** Aborts when no session of it is wanted any more. */
  get signal(): AbortSignal {
    return this.#givenUp.signal;
  }

  /** Whether it is over; a session of it may come nevertheless, and is stopped. */
  get isOver(): boolean {
    return this.signal.aborted && !this.#session;
  }

  /** Whether the editor's tasks before its session are not done. */
  get isPreparing(): boolean {
    return this.#wait?.hasTask === true;
  }

  /** Begins it, as *starting*; false while another launch of the profile is active. */
  begin(): boolean {
    return this.#channel.begin();
  }

  /**
   * Expects the session, which is up to the editor from now on.
   * @param urls with them no host tells of the launch: then the debugger does, and sockets that accept connections do
   * @throws CancellationError when it was stopped by then
   */
  awaitSession(urls?: readonly string[]): void {
    if (this.signal.aborted) throw new CancellationError();
    this.#urls = urls;
    this.#maySessionCome = true;
    this.#wait = this.#resources.add(
      // The session may come nevertheless, then it begins anew.
      new SessionWait(this.#options.clock, () => this.#channel.report({ type: 'ended' })),
    );
  }

  /** No session of it is wanted any more; one that is there already goes on. */
  forget(): void {
    if (!this.#session) this.giveUp();
  }

  /** It is over, and no session of it is wanted any more. */
  giveUp(): void {
    this.#givenUp.abort();
    this.end();
  }

  /** It is over, with a failure when that is why. */
  end(failure?: FailureParams): void {
    this.#channel.report({ type: 'ended', ...(failure && { failure }) });
    this.#resources.dispose();
    this.#settleEnded();
    if (!this.#maySessionCome && !this.#session) this.#options.onOver();
  }

  /** Hears what the editor and a debugger of it say to each other; the first session that begins is the launch's own. */
  track(session: DebugSession): DebugAdapterTracker {
    if (!session.parentSession) this.#arrived(session);
    // Of a debugger that did not get as far as to launch something, the editor tells of no end.
    let hasLaunched = false;
    const failed = (): void => {
      if (!hasLaunched) void this.terminated(session);
    };
    return {
      onDidSendMessage: (message: DebuggerMessage) => {
        const { type, command = '', success } = message;
        if (type === 'response' && beginning.has(command)) {
          if (success === false) failed();
          else hasLaunched = command === 'launch';
        }
        this.#heard(session, message);
      },
      onWillReceiveMessage: (request: EditorRequest) => this.#asked(session, request),
      onError: failed,
      onExit: failed,
    };
  }

  /** Its own session has launched. */
  async started(session: DebugSession): Promise<void> {
    if (this.signal.aborted) await debug.stopDebugging(session);
    // A debugger need not tell of the program.
    else if (!this.#program) this.#watchPorts();
  }

  /** A session of it has ended. */
  async terminated(session: DebugSession): Promise<void> {
    this.#paused.delete(session.id);
    if (session.id !== this.#session?.id) return;
    this.#session = undefined;
    this.#maySessionCome = this.#isRestarting;
    this.#isRestarting = false;
    if (this.#maySessionCome && !this.signal.aborted) {
      this.#programEnded();
      return this.awaitSession(this.#urls);
    }
    await this.#channel.settle(this.#options.clock);
    this.end();
  }

  dispose(): void {
    this.#resources.dispose();
  }

  #arrived(session: DebugSession): void {
    this.#session = session;
    this.#maySessionCome = false;
    this.#wait?.dispose();
    // What was launched while nothing more was heard of this one is what the person wants.
    if (!this.signal.aborted && !this.begin()) this.giveUp();
  }

  #asked(session: DebugSession, { command = '', arguments: more }: EditorRequest): void {
    if (resuming.has(command)) this.#paused.delete(session.id);
    // What ends sessions says so once, and ends it once more when it has ended. An entry may have such a property, too.
    const isEnd = command === 'terminate' || command === 'disconnect';
    if (isEnd && more?.restart === true && session.id === this.#session?.id) {
      this.#isRestarting = true;
    }
  }

  #heard(session: DebugSession, message: DebuggerMessage): void {
    const { event, body } = message;
    // While a session stands still no time limit counts.
    if (event === 'stopped') this.#paused.add(session.id);
    else if (event === 'continued') this.#paused.delete(session.id);
    else if (event === 'process' && session.id === this.#session?.id) this.#programStarted(body);
  }

  #control(): ServerControl {
    return {
      stop: () => this.#stop(),
      kill: () => this.#kill(),
      restart: async () => (await this.#channel.connection?.restart()) ?? false,
      showOutput: () => {
        if (this.#wait) void commands.executeCommand('workbench.panel.repl.view.focus');
        else this.#options.log.show();
      },
      launchAgain: this.#options.launchAgain,
    };
  }

  async #stop(): Promise<void> {
    this.#channel.report({ type: 'state', state: 'stopping' });
    const session = this.#session;
    if (!session) return this.giveUp();
    // Also none that the editor begins anew.
    this.#givenUp.abort();
    const askHost = async (): Promise<void> => {
      // A host that stands at a breakpoint hears nothing: the debugger has to let it go first.
      if (this.#paused.size > 0 || !this.#channel.connection) throw new Error('not reachable');
      await this.#channel.connection.stop();
    };
    await stopSequence({
      steps: [
        { act: askHost, patience: patience.stop },
        { act: async () => debug.stopDebugging(session), patience: patience.terminate },
        { act: () => this.#kill(), patience: 0 },
      ],
      ended: this.#ended,
      clock: this.#options.clock,
      isPaused: () => this.#paused.size > 0,
    });
  }

  #kill(): void {
    const session = this.#session;
    if (!session) return this.giveUp();
    const processes = this.#options.servers.get(this.profileId)?.processes ?? [];
    // A host tells of itself a moment after it has come.
    const pids = [this.#channel.connection?.pid, ...processes.map(({ pid }) => pid)];
    for (const pid of new Set(pids)) if (pid !== undefined) killProcess(pid);
    // A debugger that was asked already does not wait any more when it is asked again.
    void debug.stopDebugging(session);
  }

  /** Says that it runs: who debugs a program that listens nowhere, or where nobody knows, waits for nothing more. */
  #programStarted({
    name,
    systemProcessId: pid,
    isLocalProcess,
  }: DebuggerMessage['body'] = {}): void {
    if (!this.#urls || pid === undefined || isLocalProcess === false) return;
    // The debugger has started it again.
    if (this.#program) this.#programEnded();
    const shown = name?.replace(/^.*[/\\]/, '') ?? 'dotnet';
    this.#program = { pid, role: 'app', runtime: 'dotnet', name: shown };
    this.#channel.report({ type: 'process', process: { ...this.#program, event: 'started' } });
    this.#watchPorts();
  }

  #programEnded(): void {
    this.#ports.dispose();
    if (this.#program) {
      this.#channel.report({ type: 'process', process: { ...this.#program, event: 'exited' } });
      this.#program = undefined;
    }
    this.#channel.report({ type: 'addresses', addresses: [] });
    this.#channel.report({ type: 'state', state: 'starting' });
  }

  #watchPorts(): void {
    this.#ports.dispose();
    this.#ports = this.#resources.add(new DisposableStore());
    const reached: string[] = [];
    for (const url of this.#urls ?? []) {
      const target = browsableAddress(url);
      // Port 0 becomes another one, which nobody tells us.
      if (target === null || /:0(\/|$)/.test(target)) continue;
      const probe = whenReachable(target, () => {
        reached.push(url);
        this.#channel.report({ type: 'addresses', addresses: [...reached] });
        this.#channel.report({ type: 'state', state: 'listening' });
      });
      this.#ports.add(probe);
    }
  }
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}
