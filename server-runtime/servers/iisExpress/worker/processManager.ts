import { setTimeout as delay } from 'node:timers/promises';
import { localizableText } from '../../../contracts/localizableText.ts';
import { systemClock } from '../../../primitives/clock.ts';
import type { SiteSettings } from '../siteSettings.ts';
import { WorkerStartError } from '../workerStartError.ts';
import { honoursContract } from './contractProbe.ts';
import { RapidFailCounter } from './rapidFailCounter.ts';
import { ServerProcess, type ServerProcessContext } from './serverProcess.ts';
import { isDotnet } from './workerCommand.ts';

const attemptsPerStart = 2;
/** How long a worker that does not listen any more has to end by itself, in milliseconds. */
const goneMilliseconds = 500;

/** The workers of a site: started when needed, shared in turn, replaced when they die. */
export class ProcessManager {
  readonly #settings: SiteSettings;
  readonly #context: ServerProcessContext;
  readonly #stopped = new AbortController();
  readonly #stopping = new Set<Promise<void>>();
  #rapidFails: RapidFailCounter;
  #slots: (Promise<ServerProcess> | undefined)[] = [];
  /** The workers of {@link #slots} that listen. */
  #ready: (ServerProcess | undefined)[] = [];
  #next = 0;
  /** Found out with the first worker; later ones are started accordingly. */
  #ignoresContract: boolean | undefined;

  constructor(settings: SiteSettings, context: ServerProcessContext) {
    this.#settings = settings;
    this.#context = context;
    this.#rapidFails = this.#createCounter();
    this.#reset();
  }

  /** True when a worker listens. */
  get isAnyReady(): boolean {
    return this.#ready.some(Boolean);
  }

  /** The worker whose turn it is when it listens already. */
  takeReady(): ServerProcess | undefined {
    const worker = this.#ready[this.#next];
    if (worker) this.#advance();
    return worker;
  }

  /** The worker whose turn it is, started when there is none. Rejects with {@link WorkerStartError}. */
  getProcess(): Promise<ServerProcess> {
    const index = this.#next;
    this.#advance();
    const running = this.#slots[index];
    if (running) return running;
    const slots = this.#slots;
    const ready = this.#ready;
    const starting = this.#start();
    slots[index] = starting;
    const clear = () => {
      if (slots[index] !== starting) return;
      slots[index] = undefined;
      ready[index] = undefined;
    };
    starting.then(
      (worker) => {
        if (slots[index] === starting && !worker.isGone) ready[index] = worker;
        void worker.gone.then(() => {
          clear();
          if (worker.isStopping) return;
          this.#context.counters.workersCrashed++;
          this.#rapidFails.add();
        });
      },
      (error: unknown) => {
        clear();
        if (!(error instanceof WorkerStartError) || this.#stopped.signal.aborted) return;
        const { code, message, output, help, texts } = error;
        this.#context.emit({ type: 'failure', code, message, output, help, texts });
      },
    );
    return starting;
  }

  /** Takes a worker that refuses connections out of service; resolves when the next one can be asked for. */
  async replace(worker: ServerProcess): Promise<void> {
    const index = this.#ready.indexOf(worker);
    if (index >= 0) {
      this.#ready[index] = undefined;
      this.#slots[index] = undefined;
    }
    // It has most likely just died, which is told in a moment; else it is of no use any more.
    await Promise.race([worker.gone, delay(goneMilliseconds)]);
    if (!worker.isGone) await worker.stop(AbortSignal.abort());
  }

  /** Ends the workers gracefully; the next request gets new ones, by settings that may have changed. */
  recycle(): Promise<void> {
    const old = this.#slots;
    this.#reset();
    this.#rapidFails = this.#createCounter();
    const stopping = stopAll(old).finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
    return stopping;
  }

  /** Stops every worker and starts none any more. */
  async stop(signal?: AbortSignal): Promise<void> {
    this.#stopped.abort(new Error('The site is stopping.'));
    await stopAll(this.#slots, signal);
    await Promise.all(this.#stopping);
  }

  #advance(): void {
    this.#next = (this.#next + 1) % this.#slots.length;
  }

  #reset(): void {
    const count = this.#settings.current.module.processesPerApplication;
    this.#slots = Array.from({ length: Math.min(Math.max(count, 1), 100) });
    this.#ready = [];
    this.#next = 0;
  }

  #createCounter(): RapidFailCounter {
    return new RapidFailCounter(this.#settings.current.module.rapidFailsPerMinute, systemClock);
  }

  async #start(): Promise<ServerProcess> {
    const { signal } = this.#stopped;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      if (!this.#rapidFails.allowsStart()) {
        throw new WorkerStartError(
          'worker-rapid-fail',
          localizableText(
            "Maximum rapid fail count per minute of '{0}' exceeded.",
            this.#rapidFails.limit,
          ),
          {
            help: [
              localizableText(
                'The worker keeps crashing. It is started again at most a minute from now.',
              ),
            ],
          },
        );
      }
      try {
        return await this.#startOnce(this.#ignoresContract ?? false);
      } catch (error) {
        if (!(error instanceof WorkerStartError)) throw error;
        this.#rapidFails.add();
        const isHopeless =
          error.code === 'worker-port-invalid' || error.code === 'worker-not-found';
        if (isHopeless || attempt === attemptsPerStart) throw error;
      }
    }
  }

  async #startOnce(ignoresContract: boolean): Promise<ServerProcess> {
    const { signal } = this.#stopped;
    const options = this.#settings.current;
    const { worker: spec, physicalPath } = options;
    if (!spec) {
      throw new WorkerStartError(
        'worker-not-found',
        localizableText('Nothing says which program is the worker.'),
        {
          help: [
            localizableText('Name it in the processPath of the aspNetCore element in web.config.'),
          ],
        },
      );
    }
    const started = { options, worker: spec, ignoresContract };
    const worker = await ServerProcess.start(this.#context, started, signal);
    if (this.#ignoresContract !== undefined || !isDotnet(spec, physicalPath)) return worker;
    // An ASP.NET Core app whose builder left the module's part out believes no forwarded header unless it is told to.
    const verdict = await honoursContract(worker, signal);
    if (verdict === undefined) return worker;
    this.#ignoresContract = !verdict;
    if (verdict) return worker;
    await worker.stop(signal);
    return ServerProcess.start(this.#context, { ...started, ignoresContract: true }, signal);
  }
}

async function stopAll(
  slots: readonly (Promise<ServerProcess> | undefined)[],
  signal?: AbortSignal,
): Promise<void> {
  const workers = await Promise.allSettled(slots.filter((slot) => slot !== undefined));
  await Promise.all(
    workers.flatMap((slot) => (slot.status === 'fulfilled' ? [slot.value.stop(signal)] : [])),
  );
}
