import { systemClock } from '../../../primitives/clock.ts';
import { RapidFailCounter } from './rapidFailCounter.ts';
import { ServerProcess, type ServerProcessContext } from './serverProcess.ts';
import { WorkerStartError } from '../workerStartError.ts';

const attemptsPerStart = 2;
/** How long a worker that does not listen any more has to end by itself. */
const goneMilliseconds = 500;

/** The workers of a site: started when needed, shared in turn, replaced when they die. */
export class ProcessManager {
  readonly #context: ServerProcessContext;
  readonly #rapidFails: RapidFailCounter;
  readonly #slots: (Promise<ServerProcess> | undefined)[];
  /** The workers of {@link #slots} that listen. */
  readonly #ready: (ServerProcess | undefined)[] = [];
  readonly #stopped = new AbortController();
  #next = 0;

  constructor(context: ServerProcessContext) {
    const { processesPerApplication, rapidFailsPerMinute } = context.options.module;
    this.#context = context;
    this.#rapidFails = new RapidFailCounter(rapidFailsPerMinute, systemClock);
    this.#slots = Array.from({ length: Math.min(Math.max(processesPerApplication, 1), 100) });
  }

  /** The worker whose turn it is when it listens already. */
  takeReady(): ServerProcess | undefined {
    const worker = this.#ready[this.#next];
    if (worker) this.#next = (this.#next + 1) % this.#slots.length;
    return worker;
  }

  /** The worker whose turn it is, started when there is none. Rejects with {@link WorkerStartError}. */
  getProcess(): Promise<ServerProcess> {
    const index = this.#next;
    this.#next = (index + 1) % this.#slots.length;
    const running = this.#slots[index];
    if (running) return running;
    const starting = this.#start();
    this.#slots[index] = starting;
    const clear = () => {
      if (this.#slots[index] !== starting) return;
      this.#slots[index] = undefined;
      this.#ready[index] = undefined;
    };
    starting.then(
      (worker) => {
        if (this.#slots[index] === starting && !worker.handle.exit) this.#ready[index] = worker;
        worker.handle.exitSignal.addEventListener('abort', () => {
          clear();
          // A wrapper may have gone and left the program that listens; its group then goes with it.
          worker.handle.signalGroup('SIGKILL');
          worker.connections.close();
          if (worker.isStopping) return;
          this.#context.counters.workersCrashed++;
          this.#rapidFails.add();
        });
      },
      (error: unknown) => {
        clear();
        if (error instanceof WorkerStartError && !this.#stopped.signal.aborted) {
          const { code, message, output, help } = error;
          this.#context.emit({ type: 'failure', code, message, output, help });
        }
      },
    );
    return starting;
  }

  /** Takes a worker that refuses connections out of service; resolves when the next one can be asked for. */
  async replace(worker: ServerProcess): Promise<void> {
    const index = this.#ready.indexOf(worker);
    if (index < 0) return;
    this.#ready[index] = undefined;
    this.#slots[index] = undefined;
    // It has most likely just died, which is told in a moment; else it is of no use any more.
    if (!worker.handle.exit) await worker.stop(AbortSignal.timeout(goneMilliseconds));
  }

  /** Stops every worker and starts none any more. */
  async stop(signal?: AbortSignal): Promise<void> {
    this.#stopped.abort(new Error('The site is stopping.'));
    const workers = await Promise.allSettled(this.#slots.filter((slot) => slot !== undefined));
    await Promise.all(
      workers.flatMap((slot) => (slot.status === 'fulfilled' ? [slot.value.stop(signal)] : [])),
    );
  }

  async #start(): Promise<ServerProcess> {
    const { signal } = this.#stopped;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      if (!this.#rapidFails.allowsStart()) {
        throw new WorkerStartError(
          'worker-rapid-fail',
          `Maximum rapid fail count per minute of '${this.#rapidFails.limit}' exceeded.`,
          { help: ['The worker keeps crashing. It is started again at most a minute from now.'] },
        );
      }
      try {
        return await ServerProcess.start(this.#context, signal);
      } catch (error) {
        if (!(error instanceof WorkerStartError)) throw error;
        this.#rapidFails.add();
        const isHopeless =
          error.code === 'worker-port-invalid' || error.code === 'worker-not-found';
        if (isHopeless || attempt === attemptsPerStart) throw error;
      }
    }
  }
}
