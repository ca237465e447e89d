import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event, whenSo } from '../base/event.ts';
import {
  type LaunchMode,
  reduceServer,
  type ServerEvent,
  type ServerSnapshot,
} from './serverSnapshot.ts';

/** How a launch is told to end or begin anew, by whoever launched it. */
export interface ServerControl {
  /** Ends the launch; resolves when its host is gone. */
  stop(): Promise<void>;
  /** Starts the app again within its host: true. False: the host has to be launched anew. */
  restart(): Promise<boolean>;
  /** Ends the launch at once, without a word to the app. */
  kill(): void;
  /** Brings the output in front of the person. */
  showOutput(): void;
  /** Once it has ended: launches the profile as it was launched (environment, tasks, debugger). */
  launchAgain(how?: HowAgain): Promise<void>;
}

/** What is to be different when a profile is launched again. */
export interface HowAgain {
  /** On ports that the system chooses. */
  readonly anyPort?: boolean;
}

/** The launcher's end of a launch. */
export interface ServerLaunch {
  readonly launchId: number;
  /** Applies an event; without effect once a newer launch of the profile has begun. */
  report(event: ServerEvent): void;
}

/** The hub that the slices share: which profiles run, in which state, and how they are controlled. */
export class ServerRegistry implements Disposable {
  readonly #servers = new Map<string, { snapshot: ServerSnapshot; control: ServerControl }>();
  readonly #changed: Emitter<ServerSnapshot>;
  #lastLaunchId = 0;

  /** @param onError told of what a listener throws. */
  constructor(onError?: (error: unknown) => void) {
    this.#changed = new Emitter(onError);
  }

  /** Fires with the new snapshot, after each change. */
  get onDidChange(): Event<ServerSnapshot> {
    return this.#changed.event;
  }

  /** The last launch of each profile that was launched in this session. */
  all(): readonly ServerSnapshot[] {
    return [...this.#servers.values()].map(({ snapshot }) => snapshot);
  }

  get(profileId: string): ServerSnapshot | undefined {
    return this.#servers.get(profileId)?.snapshot;
  }

  /** The control of a launch that has not ended. */
  controlOf(profileId: string): ServerControl | undefined {
    const server = this.#servers.get(profileId);
    return server && !server.snapshot.hasEnded ? server.control : undefined;
  }

  /** Shows the output of the last launch, also of one that has ended. */
  showOutput(profileId: string): void {
    this.#servers.get(profileId)?.control.showOutput();
  }

  /** Ends the last launch of a profile, where it has not ended, and launches the profile again as it was launched then. */
  async launchAgain(profileId: string, how?: HowAgain): Promise<void> {
    const control = this.#servers.get(profileId)?.control;
    await this.end(profileId);
    await control?.launchAgain(how);
  }

  /** Ends the launch of a profile, where there is one; resolves when it has ended. */
  async end(profileId: string): Promise<void> {
    await this.controlOf(profileId)?.stop();
    await this.whenEnded(profileId);
  }

  isActive(profileId: string): boolean {
    return this.controlOf(profileId) !== undefined;
  }

  /** Begins a launch in state `starting`; at most one of a profile is active. */
  begin(
    profileId: string,
    mode: LaunchMode,
    control: ServerControl,
    launchedText?: string,
  ): ServerLaunch {
    if (this.isActive(profileId)) throw new Error(`${profileId} is active already`);
    const launchId = ++this.#lastLaunchId;
    this.#set(
      {
        profileId,
        launchId,
        mode,
        launchedText,
        state: 'starting',
        hasEnded: false,
        addresses: [],
        processes: [],
      },
      control,
    );
    return { launchId, report: (event) => this.#report(profileId, launchId, event) };
  }

  /** Resolves when the profile is not active (any more). */
  async whenEnded(profileId: string): Promise<void> {
    await whenSo(this.onDidChange, () => !this.isActive(profileId));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #report(profileId: string, launchId: number, event: ServerEvent): void {
    const server = this.#servers.get(profileId);
    if (server?.snapshot.launchId !== launchId) return;
    const snapshot = reduceServer(server.snapshot, event);
    if (snapshot !== server.snapshot) this.#set(snapshot, server.control);
  }

  #set(snapshot: ServerSnapshot, control: ServerControl): void {
    this.#servers.set(snapshot.profileId, { snapshot, control });
    this.#changed.fire(snapshot);
  }
}
