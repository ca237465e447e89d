import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { webHostChannel, type WebHostEvent } from '../../../server-runtime/contracts/hostEvents.ts';
import {
  IApplicationLifetime,
  IHostedService,
  IHostingEnvironment,
  IServerAddressesFeature,
  IStartupFilter,
  LogLevel,
  LoggerFactory,
  TestServer,
  WebHostBuilder,
  type ApplicationBuilder,
  type HttpContext,
  type ServiceCollection,
  type WebHost,
} from '../../../server-runtime/index.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

const hello = (app: ApplicationBuilder): void => app.run(({ response }) => response.write('hello'));

function createBuilder(): WebHostBuilder {
  return new WebHostBuilder().useUrls('http://127.0.0.1:0').useNodeHttp().suppressStatusMessages();
}

async function start(t: TestContext, builder: WebHostBuilder): Promise<WebHost> {
  const host = builder.build();
  t.after(() => host.dispose());
  await host.start();
  return host;
}

function addressOf(host: WebHost): string {
  return host.serverFeatures.get(IServerAddressesFeature)?.addresses[0] ?? assert.fail();
}

describe('WebHost', { timeout: 60_000 }, () => {
  it('serves the app where it says', async (t) => {
    const host = await start(t, createBuilder().configure(hello));
    const address = addressOf(host);
    assert.match(address, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    assert.equal(await (await fetch(address)).text(), 'hello');
  });

  it('frees the port when it stops', async (t) => {
    const host = await start(t, createBuilder().configure(hello));
    const address = addressOf(host);
    await host.stop();
    await assert.rejects(fetch(address));
    await host.stop();
  });

  it('starts hosted services before the server and stops them after it, in reverse', async (t) => {
    const calls: string[] = [];
    const service = (name: string) => (): IHostedService => ({
      start: () => void calls.push(`start ${name}`),
      stop: async () => void calls.push(`stop ${name}`),
    });
    const builder = createBuilder()
      .configure((app) => {
        calls.push('configure');
        const lifetime = app.applicationServices.getRequired(IApplicationLifetime);
        lifetime.applicationStarted.register(() => calls.push('started'));
        lifetime.applicationStopping.register(() => calls.push('stopping'));
        lifetime.applicationStopped.register(() => calls.push('stopped'));
      })
      .configureServices((services) => {
        services.addSingleton(IHostedService, service('a'));
        services.addSingleton(IHostedService, service('b'));
      });
    const host = await start(t, builder);
    await host.stop();
    assert.deepEqual(calls, [
      'configure',
      'start a',
      'start b',
      'started',
      'stopping',
      'stop b',
      'stop a',
      'stopped',
    ]);
  });

  it('stops what it has started when the start fails', async () => {
    const calls: string[] = [];
    const host = createBuilder()
      .configure(hello)
      .configureServices((services) => {
        services.addSingleton(IHostedService, () => ({
          start: () => void calls.push('start a'),
          stop: () => void calls.push('stop a'),
        }));
        services.addSingleton(IHostedService, () => ({
          start: () => Promise.reject(new Error('b does not start')),
          stop: () => void calls.push('stop b'),
        }));
      })
      .build();
    await assert.rejects(host.start(), { message: 'b does not start' });
    assert.deepEqual(calls, ['start a', 'stop a']);
    await host.dispose();
  });

  it('stops what is only starting', async () => {
    const calls: string[] = [];
    let release = (): void => undefined;
    const host = createBuilder()
      .configure(hello)
      .configureServices((services) => {
        services.addInstance<IHostedService>(IHostedService, {
          start: () =>
            new Promise<void>((resolve) => {
              release = resolve;
            }),
          stop: () => void calls.push('stop'),
        });
      })
      .build();
    const starting = host.start();
    await new Promise(setImmediate);
    const stopping = host.stop();
    release();
    await starting;
    await stopping;
    assert.deepEqual(calls, ['stop']);
    await assert.rejects(fetch(addressOf(host)));
    await host.dispose();
  });

  it('rejects the start when the address is taken, naming it', async (t) => {
    const host = await start(t, createBuilder().configure(hello));
    const second = createBuilder().configure(hello).useUrls(addressOf(host)).build();
    await assert.rejects(second.start(), {
      message: `Failed to bind to address ${addressOf(host)}: address already in use.`,
    });
    await second.dispose();
  });

  it('tells the process what happens', async (t) => {
    const events: WebHostEvent[] = [];
    const listener = (event: unknown): void => void events.push(event as WebHostEvent);
    subscribe(webHostChannel, listener);
    t.after(() => unsubscribe(webHostChannel, listener));
    const host = await start(t, createBuilder().configure(hello));
    const [, started] = events;
    assert.deepEqual(started?.addresses, [addressOf(host)]);
    await started?.stop?.();
    const failing = createBuilder().useStartup('missing.ts').build();
    await assert.rejects(failing.start());
    await failing.dispose();
    assert.deepEqual(
      events.map(({ event }) => event),
      ['starting', 'started', 'stopping', 'stopped', 'starting', 'failed'],
    );
  });

  it('lets requests in flight finish', async (t) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = (): void => undefined;
    const hasArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const host = await start(
      t,
      createBuilder().configure((app) =>
        app.run(async ({ response }) => {
          arrived();
          await released;
          await response.write('late');
        }),
      ),
    );
    const answer = fetch(addressOf(host));
    await hasArrived;
    const stopped = host.stop();
    release();
    assert.equal(await (await answer).text(), 'late');
    await stopped;
  });

  it('ends requests in flight when the time to stop is over', async (t) => {
    let context: HttpContext | undefined;
    let arrived = (): void => undefined;
    const hasArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const host = await start(
      t,
      createBuilder()
        .useShutdownTimeout(0)
        .configure((app) =>
          app.run(async (current) => {
            context = current;
            const { requestAborted } = current;
            arrived();
            await new Promise((resolve) => {
              requestAborted.addEventListener('abort', resolve);
            });
          }),
        ),
    );
    const answer = fetch(addressOf(host));
    answer.catch(() => undefined);
    await hasArrived;
    await host.stop();
    await assert.rejects(answer);
    const signal = context?.requestAborted ?? assert.fail();
    if (!signal.aborted) await once(signal, 'abort');
  });

  it('runs startup filters around the app, the first one outermost', async (t) => {
    const filter = (name: string): IStartupFilter => ({
      configure: (next) => (app) => {
        app.use(async ({ response }, rest) => {
          await response.write(`${name} `);
          await rest();
        });
        return next(app);
      },
    });
    const builder = createBuilder()
      .configure(hello)
      .configureServices((services) => {
        services.addInstance(IStartupFilter, filter('a')).addInstance(IStartupFilter, filter('b'));
      });
    const host = await start(t, builder);
    assert.equal(await (await fetch(addressOf(host))).text(), 'a b hello');
  });

  it('gives each request services of its own and disposes them', async (t) => {
    const disposed: number[] = [];
    let count = 0;
    const builder = new WebHostBuilder()
      .configureServices((services) => {
        services.addScoped('counter', () => {
          const id = ++count;
          return { id, dispose: () => void disposed.push(id) };
        });
      })
      .configure((app) =>
        app.run(async ({ requestServices, response }) => {
          const { id } = requestServices.getRequired<{ id: number }>('counter');
          await response.write(String(id));
        }),
      );
    const server = await TestServer.create(builder);
    t.after(() => server[Symbol.asyncDispose]());
    assert.equal((await server.send()).text, '1');
    assert.equal((await server.send()).text, '2');
    await Promise.resolve();
    assert.deepEqual(disposed, [1, 2]);
  });

  it('logs requests with their scope', async (t) => {
    const log = new RecordingLoggerProvider();
    const builder = new WebHostBuilder()
      .configureLogging((logging) => logging.addProvider(log).setMinimumLevel(LogLevel.information))
      .configure((app) =>
        app.run(async ({ response }) => {
          response.contentType = 'text/plain; charset=utf-8';
          response.contentLength = 5;
          await response.write('hello');
        }),
      );
    const server = await TestServer.create(builder);
    t.after(() => server[Symbol.asyncDispose]());
    await server.send({ url: '/a%0Ab?q', method: 'POST', body: 'x' });
    const [starting, finished] = log.entries;
    assert.equal(starting?.eventId, 1);
    assert.equal(starting?.message, 'Request starting HTTP/1.1 POST http://localhost/a%0Ab?q - 1');
    assert.equal(finished?.eventId, 2);
    assert.match(
      finished?.message ?? '',
      /^Request finished HTTP\/1\.1 POST http:\/\/localhost\/a%0Ab\?q - 200 5 text\/plain;\+charset=utf-8 \d+\.\d{4}ms$/,
    );
    assert.equal(finished?.category, 'Microsoft.AspNetCore.Hosting.Diagnostics');
  });
});

describe('WebHostBuilder', { timeout: 60_000 }, () => {
  it('builds one host only', (t) => {
    const builder = createBuilder().configure(hello);
    const host = builder.build();
    t.after(() => host.dispose());
    assert.throws(() => builder.build(), {
      message: 'WebHostBuilder allows creation only of a single instance of WebHost',
    });
  });

  it('refuses a shutdown timeout that is none', () => {
    for (const value of [-1, Number.NaN, Infinity]) {
      assert.throws(() => createBuilder().useShutdownTimeout(value), RangeError);
    }
  });

  it('needs an app', async () => {
    const host = createBuilder().build();
    await assert.rejects(host.start(), { message: /^No application configured\./ });
    await host.dispose();
  });

  it('needs a server', async () => {
    const host = new WebHostBuilder().configure(hello).build();
    await assert.rejects(host.start(), { message: /^No server has been configured\./ });
    await host.dispose();
  });

  it('does not know WebListener yet', async () => {
    const host = new WebHostBuilder().configure(hello).useWebListener().build();
    await assert.rejects(host.start(), { message: /WebListener is not available yet/ });
    await host.dispose();
  });

  it('lets the last call win', async (t) => {
    class Startup {
      configure(): void {
        assert.fail('called');
      }
    }
    const builder = new WebHostBuilder()
      .useEnvironment('Staging')
      .useConfiguration({ entries: () => [['Environment', 'Testing']] })
      .useStartup(Startup)
      .configure((app) => app.run(({ response }) => response.write('last')));
    const server = await TestServer.create(builder);
    t.after(() => server[Symbol.asyncDispose]());
    assert.equal(builder.getSetting('environment'), 'Testing');
    assert.equal((await server.send()).text, 'last');
  });

  it('hands its services to a startup class', async (t) => {
    const seen: unknown[] = [];
    class Startup {
      constructor(env: IHostingEnvironment) {
        seen.push(env.environmentName);
      }
      configureServices(services: ServiceCollection): void {
        services.addInstance('greeting', 'hi');
      }
      configure(app: ApplicationBuilder, loggerFactory: LoggerFactory, greeting: string): void {
        seen.push(loggerFactory instanceof LoggerFactory, greeting);
        app.run(({ response }) => response.write('ok'));
      }
    }
    const server = await TestServer.create(
      new WebHostBuilder().useEnvironment('Development').useStartup(Startup),
    );
    t.after(() => server[Symbol.asyncDispose]());
    assert.deepEqual(seen, ['Development', true, 'hi']);
  });

  it('offers the settings as configuration', (t) => {
    const host = createBuilder().configure(hello).useSetting('a:b', '1').build();
    t.after(() => host.dispose());
    const environment = host.services.getRequired(IHostingEnvironment);
    assert.equal(environment.isProduction(), true);
  });
});
