import { l10n } from 'vscode';

import type { Clock } from '../../core/base/clock.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import { hostArguments } from '../../core/servers/hostArguments.ts';
import type { ServerControl, ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { stopSequence } from '../../core/servers/stopSequence.ts';
import type { ControlServer } from '../../platform/node/controlServer.ts';
import { HostProcess, nodeRuntime } from '../../platform/node/hostProcess.ts';
import { type LaunchChannel, openLaunchChannel } from '../../platform/node/launchChannel.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands, type LaunchOptions } from '../../platform/vscode/contributions.ts';
import { requireLaunchable } from '../../platform/vscode/launchGuard.ts';
import { readSetting } from '../../platform/vscode/settings.ts';
import { shownName } from '../../platform/vscode/shownName.ts';
import { savedLaunchText } from '../../platform/vscode/savedLaunchText.ts';
import { failureOfEnd, lineOfEnd } from './endOfHost.ts';
import { RunTerminal } from './runTerminal.ts';

export interface ProfileRunnerOptions {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly controlServer: () => Promise<ControlServer>;
  readonly hostPath: string;
  readonly clock: Clock;
}

/** A launch on its way. */
interface Run {
  readonly target: ProfileInProject;
  readonly directory: string;
  readonly channel: LaunchChannel;
  readonly terminal: RunTerminal;
  readonly control: ServerControl;
  readonly options: LaunchOptions;
}

/** Milliseconds that each way of stopping gets; a graceful stop finishes running requests, which takes a while. */
const patience = { stop: 10_000, terminate: 5000 } as const;

/** Milliseconds in which a host has to come to the control channel. */
const connectLimit = 30_000;

/** The terminal shows colours although the app's output goes through a pipe. */
const colours = {
  FORCE_COLOR: '1',
  DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION: '1',
} as const;

/** Launches profiles without a debugger: a host process of its own, its output in a terminal. */
export class ProfileRunner implements Disposable {
  readonly #options: ProfileRunnerOptions;
  readonly #terminals = new Map<string, RunTerminal>();

  constructor(options: ProfileRunnerOptions) {
    this.#options = options;
  }

  /** Launches a profile; resolves when its host has been spawned. One that runs already is only shown. */
  async run(target: ProfileInProject, options: LaunchOptions = {}): Promise<void> {
    const { servers, controlServer, profiles } = this.#options;
    const { profile } = target;
    const directory = requireLaunchable(target);
    // Who starts what is stopping wants it back.
    if (servers.get(profile.id)?.state === 'stopping') await servers.whenEnded(profile.id);
    const launchedText = await savedLaunchText(target);
    const run: { host?: HostProcess; channel?: LaunchChannel; terminal?: RunTerminal } = {};
    const control: ServerControl = {
      stop: async () => {
        run.channel?.report({ type: 'state', state: 'stopping' });
        if (run.host) await this.#stop(run.host, run.channel);
      },
      restart: async () => (await run.channel?.connection?.restart()) ?? false,
      kill: () => run.host?.kill(),
      showOutput: () => run.terminal?.show(),
      launchAgain:
        options.launchAgain ??
        ((how) => executeCommand(Commands.run, profile.id, { ...options, ...how })),
    };
    const channel = await openLaunchChannel({
      registry: servers,
      controlServer,
      profileId: profile.id,
      mode: 'run',
      control,
      launchedText,
    });
    const running = servers.controlOf(profile.id);
    if (running) {
      channel.dispose();
      return running.showOutput();
    }
    const title = profiles.titleOf(target, shownName(profile.name));
    const terminal = this.#terminalOf(profile.id, title);
    run.terminal = terminal;
    channel.begin();
    run.channel = channel;
    try {
      run.host = this.#spawn({ target, directory, channel, terminal, control, options });
    } catch (error) {
      channel.report({ type: 'ended' });
      channel.dispose();
      throw error;
    }
  }

  dispose(): void {
    for (const terminal of this.#terminals.values()) terminal.dispose();
    this.#terminals.clear();
  }

  #spawn(run: Run): HostProcess {
    const { directory, channel, terminal, control, options } = run;
    const { profile } = run.target;
    const node = nodeRuntime(readSetting('nodePath'));
    const host = new HostProcess({
      node,
      hostPath: this.#options.hostPath,
      args: hostArguments(directory, profile.name, { anyPort: options.anyPort === true }),
      cwd: directory,
      env: { ...options.env, ...channel.env, ...colours },
      onOutput: (text) => terminal.write(text),
    });
    let interrupts = 0;
    terminal.begin({
      input: (text) => host.write(text),
      inputEnd: () => host.endInput(),
      interrupt: () => void (++interrupts === 1 ? control.stop() : host.kill()),
      closed: () => void control.stop(),
    });
    terminal.show();
    const started = new DisposableStore();
    started.add(channel);
    started.add(this.#watchConnection(host, channel));
    void host.ended.then(async (end) => {
      await channel.settle(this.#options.clock);
      started.dispose();
      terminal.end(lineOfEnd(shownName(profile.name), end));
      const failure = failureOfEnd(shownName(profile.name), node.path, end);
      channel.report({ type: 'ended', ...(failure && { failure }) });
    });
    return host;
  }

  async #stop(host: HostProcess, channel: LaunchChannel | undefined): Promise<void> {
    const askHost = async (): Promise<void> => {
      if (!channel?.connection) throw new Error('not connected');
      await channel.connection.stop();
    };
    await stopSequence({
      steps: [
        { act: askHost, patience: patience.stop },
        { act: () => host.terminate(), patience: patience.terminate },
        { act: () => host.kill(), patience: 0 },
      ],
      ended: host.ended,
      clock: this.#options.clock,
    });
  }

  /** A Node that runs but never becomes a host (a wrong setting) must not look like a slow start for ever. */
  #watchConnection(host: HostProcess, channel: LaunchChannel): Disposable {
    return this.#options.clock.after(connectLimit, () => {
      if (channel.wasConnected) return;
      channel.report({
        type: 'failure',
        failure: {
          code: 'host-silent',
          message: l10n.t('The host did not report within {0} seconds.', connectLimit / 1000),
          output: [],
          help: [l10n.t('Check the setting "serverProfiles.nodePath".')],
        },
      });
      host.kill();
    });
  }

  #terminalOf(profileId: string, name: string): RunTerminal {
    const known = this.#terminals.get(profileId);
    if (known && !known.isClosed) return known;
    known?.dispose();
    const terminal = new RunTerminal(name);
    this.#terminals.set(profileId, terminal);
    return terminal;
  }
}
