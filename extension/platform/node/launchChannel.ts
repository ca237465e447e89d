import type { Disposable } from '../../core/base/disposable.ts';
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
}

/** The way from a host to its launch in the registry. Disposing of it closes the channel; the launch goes on. */
export interface LaunchChannel extends Disposable {
  /** For the environment of the host. */
  readonly env: Readonly<Record<string, string>>;
  /** The host, while it is connected. */
  readonly connection: HostConnection | undefined;
  /** Whether a host ever was. */
  readonly wasConnected: boolean;
  /** Begins the launch, unless it has begun; a host that connects does it too. */
  begin(): void;
  report(event: ServerEvent): void;
}

/** Opens a channel for a launch that is to come. */
export async function openLaunchChannel({
  registry,
  controlServer,
  profileId,
  mode,
  control,
}: LaunchChannelOptions): Promise<LaunchChannel> {
  let launch: ServerLaunch | undefined;
  let connection: HostConnection | undefined;
  let wasConnected = false;
  const begin = (): void => {
    launch ??= registry.begin(profileId, mode, control);
  };
  const ticket = await (
    await controlServer()
  ).issue({
    connected(host) {
      begin();
      if (wasConnected) launch?.report({ type: 'reborn' });
      connection = host;
      wasConnected = true;
    },
    event: (event) => launch?.report(event),
    disconnected() {
      connection = undefined;
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
    begin,
    report: (event) => launch?.report(event),
    dispose: () => ticket.dispose(),
  };
}
