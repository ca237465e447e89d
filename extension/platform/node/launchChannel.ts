import { type Disposable } from '../../core/base/disposable.ts';
import type { ServerControl, ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { LaunchMode, ServerEvent } from '../../core/servers/serverSnapshot.ts';
import type { ControlServer, HostConnection } from './controlServer.ts';

export interface LaunchChannelOptions {
  readonly registry: ServerRegistry;
  /** Loaded with the first launch. */
  readonly controlServer: () => Promise<ControlServer>;
  readonly profileId: string;
  readonly mode: LaunchMode;
  readonly control: ServerControl;
  /** The host came (again). */
  readonly onConnected?: (connection: HostConnection) => void;
}

/** A launch in the registry, told by a host over the control channel. Disposing of it ends the channel, not the launch. */
export interface LaunchChannel extends Disposable {
  /** For the environment of the host. */
  readonly env: Readonly<Record<string, string>>;
  /** The host, while it is connected. */
  readonly connection: HostConnection | undefined;
  /** Whether a host ever was. */
  readonly wasConnected: boolean;
  report(event: ServerEvent): void;
}

/** Begins the launch and opens its channel; when that fails, the launch has ended. */
export async function openLaunchChannel({
  registry,
  controlServer,
  profileId,
  mode,
  control,
  onConnected,
}: LaunchChannelOptions): Promise<LaunchChannel> {
  const launch = registry.begin(profileId, mode, control);
  let connection: HostConnection | undefined;
  let wasConnected = false;
  try {
    const ticket = await (
      await controlServer()
    ).issue({
      connected(host) {
        // A debugger's restart: the same launch begins a new life.
        if (wasConnected) launch.report({ type: 'state', state: 'starting' });
        connection = host;
        wasConnected = true;
        onConnected?.(host);
      },
      event: (event) => launch.report(event),
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
      report: (event) => launch.report(event),
      dispose: () => ticket.dispose(),
    };
  } catch (error) {
    launch.report({ type: 'ended' });
    throw error;
  }
}
