import type { Clock } from '../../core/base/clock.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { Emitter } from '../../core/base/event.ts';
import type {
  ServerControl,
  ServerLaunch,
  ServerRegistry,
} from '../../core/servers/serverRegistry.ts';
import type { LaunchMode, ServerEvent } from '../../core/servers/serverSnapshot.ts';
import type { ControlServer, HostConnection } from './controlServer.ts';

export interface LaunchChannelOptions {
  readonly registry: ServerRegistry;
  /** Loaded with the first launch. */
  readonly controlServer: () => Promise<ControlServer>;
  readonly profileId: string;
  readonly mode: LaunchMode;
  readonly control: ServerControl;
  /** What the host will read of the profile, where that is known. */
  readonly launchedText?: string | undefined;
}

/** The way from a host to its launch in the registry. Disposing of it closes the channel; the launch goes on. */
export interface LaunchChannel extends Disposable {
  /** For the environment of the host. */
  readonly env: Readonly<Record<string, string>>;
  /** The host, while it is connected. */
  readonly connection: HostConnection | undefined;
  /** Whether a host ever was. */
  readonly wasConnected: boolean;
  /** Resolves when all that a host said before it ended has been heard, within moments. */
  settle(clock: Clock): Promise<void>;
  /**
   * Begins the launch, unless it has begun; anew when it had ended. A host that connects does it too. False, and what is reported
   * goes nowhere, while another launch of the profile is active.
   */
  begin(): boolean;
  report(event: ServerEvent): void;
}

/** Milliseconds for the connection of a host that is gone already: to come, and to go. */
const comingLimit = 200;
const goingLimit = 2000;

/** Opens a channel for a launch that is to come. */
export async function openLaunchChannel({
  registry,
  controlServer,
  profileId,
  mode,
  control,
  launchedText,
}: LaunchChannelOptions): Promise<LaunchChannel> {
  let launch: ServerLaunch | undefined;
  let connection: HostConnection | undefined;
  let wasConnected = false;
  const changed = new Emitter<void>();
  const begin = (): boolean => {
    if (!launch && !registry.isActive(profileId)) {
      launch = registry.begin(profileId, mode, control, launchedText);
    }
    return launch !== undefined;
  };
  const ticket = await (
    await controlServer()
  ).issue({
    connected(host) {
      begin();
      if (wasConnected) launch?.report({ type: 'reborn' });
      connection = host;
      wasConnected = true;
      changed.fire();
    },
    event: (event) => launch?.report(event),
    disconnected() {
      connection = undefined;
      changed.fire();
    },
  });
  return {
    env: ticket.env,
    get connection() {
      return connection;
    },
    get wasConnected() {
      return wasConnected;
    },
    async settle(clock) {
      // A host that failed at once may be gone before its connection was noticed.
      if (!wasConnected) await changeOr(changed, clock, comingLimit);
      if (connection) await changeOr(changed, clock, goingLimit);
    },
    begin,
    report(event) {
      launch?.report(event);
      if (event.type === 'ended') launch = undefined;
    },
    dispose: () => ticket.dispose(),
  };
}

async function changeOr(changed: Emitter<void>, clock: Clock, limit: number): Promise<void> {
  const store = new DisposableStore();
  await new Promise<void>((resolve) => {
    store.add(changed.event(resolve));
    store.add(clock.after(limit, resolve));
  });
  store.dispose();
}
