import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  ConfigurationBuilder,
  IApplicationLifetime,
  IConfiguration,
  IServerAddressesFeature,
  LogLevel,
  WebHostBuilder,
  type WebHost,
} from '../../../server-runtime/index.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

interface Started {
  host: WebHost;
  log: RecordingLoggerProvider;
  addresses: readonly string[];
}

async function start(t: TestContext, builder: WebHostBuilder): Promise<Started> {
  const log = new RecordingLoggerProvider();
  const host = builder
    .suppressStatusMessages()
    .configureLogging((logging) => logging.addProvider(log).setMinimumLevel(LogLevel.debug))
    .configure((app) => app.run(({ response }) => response.write('hello')))
    .build();
  t.after(() => host.dispose());
  await host.start();
  const { addresses = [] } = host.serverFeatures.get(IServerAddressesFeature) ?? {};
  return { host, log, addresses };
}

for (const use of ['useKestrel', 'useNodeHttp'] as const) {
  describe(`Settings of addresses (${use})`, { timeout: 60_000 }, () => {
    it('http_ports listen on every interface', async (t) => {
      const builder = new WebHostBuilder()[use]().useSetting('http_ports', '0;0');
      const { addresses, log } = await start(t, builder);
      assert.equal(addresses.length, 2);
      for (const address of addresses) {
        assert.match(address, /^http:\/\/(\[::\]|0\.0\.0\.0):[1-9]\d*$/);
        const url = address.replace(/\[::\]|0\.0\.0\.0/, '127.0.0.1');
        assert.equal(await (await fetch(url)).text(), 'hello');
      }
      assert.ok(log.entries.every(({ level }) => level < LogLevel.warning));
    });

    it('urls win over them, with warning 15', async (t) => {
      const builder = new WebHostBuilder();
      builder[use]()
        .useUrls('http://127.0.0.1:0')
        .useSetting('http_ports', '1')
        .useSetting('https_ports', '2');
      const { addresses, log } = await start(t, builder);
      assert.match(addresses.join(), /^http:\/\/127\.0\.0\.1:\d+$/);
      const warnings = log.entries.filter(({ level }) => level === LogLevel.warning);
      assert.deepEqual(
        warnings.map(({ category, eventId, message }) => [category, eventId, message]),
        [
          [
            'Microsoft.AspNetCore.Hosting.Diagnostics',
            15,
            "Overriding HTTP_PORTS '1' and HTTPS_PORTS '2'. Binding to values defined by URLS instead 'http://127.0.0.1:0'.",
          ],
        ],
      );
    });

    it('a path in an address, and another scheme, are refused', async (t) => {
      const refused = (url: string) => start(t, new WebHostBuilder()[use]().useUrls(url));
      await assert.rejects(refused('http://127.0.0.1:0/base'), {
        message: 'A path base can only be configured using IApplicationBuilder.UsePathBase().',
      });
      await assert.rejects(refused('ftp://127.0.0.1:0'), {
        message:
          "Unrecognized scheme in server address 'ftp://127.0.0.1:0'. Only 'http://' and 'https://' are supported.",
      });
      await assert.rejects(refused('127.0.0.1:0'), { message: "Invalid url: '127.0.0.1:0'" });
    });

    it('what was bound can be read, and not changed', async (t) => {
      const builder = new WebHostBuilder()[use]().useUrls('http://127.0.0.1:0');
      const { addresses } = await start(t, builder);
      assert.throws(() => (addresses as string[]).push('http://*:1'), {
        message:
          'IServerAddressesFeature.Addresses cannot be modified after the server has started.',
      });
    });
  });
}

describe('Settings of a host', { timeout: 60_000 }, () => {
  it('come from a section with keys relative to it', async (t) => {
    const configuration = new ConfigurationBuilder()
      .addInMemoryCollection({ 'Host:Urls': 'http://127.0.0.1:0', 'Host:A:B': '1', Urls: 'wrong' })
      .build();
    const builder = new WebHostBuilder()
      .useKestrel()
      .useConfiguration(configuration.getSection('Host'));
    const { host, addresses } = await start(t, builder);
    assert.match(addresses.join(), /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(host.services.getRequired(IConfiguration).get('a:b'), '1');
  });

  it('are copied when the call is made, and not later', async (t) => {
    const configuration = new ConfigurationBuilder().addInMemoryCollection({ a: '1' }).build();
    const builder = new WebHostBuilder().useKestrel().useUrls('http://127.0.0.1:0');
    builder.useConfiguration(configuration);
    configuration.set('a', '2');
    const { host } = await start(t, builder);
    assert.equal(host.services.getRequired(IConfiguration).get('A'), '1');
  });
});

describe('Callbacks of the lifetime', { timeout: 60_000 }, () => {
  it('all run, though some throw, and the log has what they throw', async (t) => {
    const calls: string[] = [];
    const broken = new Error('broken');
    const builder = new WebHostBuilder().useKestrel().useUrls('http://127.0.0.1:0');
    const { host, log } = await start(t, builder);
    const lifetime = host.services.getRequired(IApplicationLifetime);
    for (const name of ['applicationStopping', 'applicationStopped'] as const) {
      lifetime[name].register(() => calls.push(`${name} 1`));
      lifetime[name].register(() => {
        throw broken;
      });
      lifetime[name].register(() => calls.push(`${name} 3`));
    }
    await host.stop();
    assert.deepEqual(calls, [
      'applicationStopping 3',
      'applicationStopping 1',
      'applicationStopped 3',
      'applicationStopped 1',
    ]);
    const errors = log.entries.filter(({ level }) => level === LogLevel.error);
    assert.deepEqual(
      errors.map(({ message, error }) => [message, error]),
      [
        ['An error occurred stopping the application', broken],
        ['An error occurred stopping the application', broken],
      ],
    );
  });
});
