import { type DebugAdapter, type DebugProtocolMessage, EventEmitter } from 'vscode';

import { DisposableStore } from '../../core/base/disposable.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';

/** What comes from the editor. */
interface Request extends DebugProtocolMessage {
  readonly seq: number;
  readonly command: string;
}

/**
 * The debug adapter of Run Without Debugging (Ctrl+F5): there is no debugger in it. The session stands for the run, so
 * that the debug toolbar, compounds and pre-launch tasks work as people know them.
 */
export class RunSessionAdapter implements DebugAdapter {
  readonly #profileId: string;
  readonly #servers: ServerRegistry;
  readonly #launch: () => Promise<void>;
  readonly #store = new DisposableStore();
  readonly #sent: EventEmitter<DebugProtocolMessage>;
  #sequence = 0;
  /** The launch that the session stands for, once there is one. */
  #launchId: number | undefined;

  readonly onDidSendMessage: EventEmitter<DebugProtocolMessage>['event'];

  /** @param launch runs the profile; resolves when its launch has begun or will not. */
  constructor(profileId: string, servers: ServerRegistry, launch: () => Promise<void>) {
    this.#profileId = profileId;
    this.#servers = servers;
    this.#launch = launch;
    this.#sent = this.#store.add(new EventEmitter<DebugProtocolMessage>());
    this.onDidSendMessage = this.#sent.event;
  }

  handleMessage(message: DebugProtocolMessage): void {
    const request = message as Request;
    switch (request.command) {
      case 'initialize':
        this.#respond(request, { supportsTerminateRequest: true });
        break;
      case 'launch':
        void this.#start(request);
        break;
      case 'threads':
        this.#respond(request, { threads: [] });
        break;
      case 'terminate':
      case 'disconnect':
        void this.#stop(request);
        break;
      default:
        this.#respond(request);
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #start(request: Request): Promise<void> {
    await this.#launch();
    this.#launchId = this.#servers.get(this.#profileId)?.launchId;
    this.#respond(request);
    await this.#servers.whenEnded(this.#profileId);
    this.#event('terminated');
  }

  async #stop(request: Request): Promise<void> {
    this.#respond(request);
    // A newer launch of the profile is not this session's: the editor ends a session once more when it is over.
    const { launchId } = this.#servers.get(this.#profileId) ?? {};
    if (this.#launchId === undefined || launchId === this.#launchId)
      await this.#servers.controlOf(this.#profileId)?.stop();
    this.#event('terminated');
  }

  #respond({ seq, command }: Request, body?: unknown): void {
    this.#send({ type: 'response', request_seq: seq, success: true, command, body });
  }

  #event(event: string): void {
    this.#send({ type: 'event', event });
  }

  #send(message: object): void {
    if (!this.#store.isDisposed) this.#sent.fire({ seq: ++this.#sequence, ...message });
  }
}
