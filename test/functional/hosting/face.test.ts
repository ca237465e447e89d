import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  IApplicationLifetime,
  IServerAddressesFeature,
  TestServer,
  WebHostBuilder,
  type ApplicationBuilder,
} from '../../../server-runtime/index.ts';
import { listen } from '../../support/listen.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

const token = '0123456789';
const whoAmI = (app: ApplicationBuilder): void =>
  app.run(({ request, response, connection }) =>
    response.write(
      `${request.scheme} ${request.pathBase} ${request.path} ${connection.remoteIpAddress}`,
    ),
  );

function behindFrontEnd(path = '/'): WebHostBuilder {
  return new WebHostBuilder()
    .useSetting('PORT', '0')
    .useSetting('APPL_PATH', path)
    .useSetting('TOKEN', token)
    .useKestrel()
    .suppressStatusMessages();
}

describe('useIISIntegration', { timeout: 60_000 }, () => {
  it('does nothing when no front end started the app', async (t) => {
    const { address } = await listen(
      t,
      new WebHostBuilder().useKestrel().useIISIntegration().configure(whoAmI),
    );
    assert.equal((await fetch(address)).status, 200);
  });

  it('listens where the front end looks, wherever useUrls is called', async (t) => {
    const builder = behindFrontEnd()
      .useIISIntegration()
      .useUrls('http://example.invalid:1')
      .configure(whoAmI);
    const { address } = await listen(t, builder);
    assert.match(address, /^http:\/\/127\.0\.0\.1:/);
  });

  it('takes only what comes through the front end, and believes it', async (t) => {
    const builder = behindFrontEnd('/app').useIISIntegration().useIISIntegration();
    const { address } = await listen(t, builder.configure(whoAmI));
    assert.equal((await fetch(address)).status, 400);
    const response = await fetch(`${address}/APP/x`, {
      headers: {
        'MS-ASPNETCORE-TOKEN': token,
        'X-Forwarded-For': '192.0.2.7:1234',
        'X-Forwarded-Proto': 'https',
      },
    });
    assert.equal(await response.text(), 'https /APP /x 192.0.2.7');
  });

  it('stops when the front end says so', async (t) => {
    const { host, address } = await listen(
      t,
      behindFrontEnd().useIISIntegration().configure(whoAmI),
    );
    const stopping = new Promise<void>((resolve) => {
      host.services.getRequired(IApplicationLifetime).applicationStopping.register(resolve);
    });
    const response = await fetch(`${address}/iisintegration`, {
      method: 'POST',
      headers: { 'MS-ASPNETCORE-TOKEN': token, 'MS-ASPNETCORE-EVENT': 'shutdown' },
    });
    assert.equal(response.status, 202);
    await stopping;
  });

  it('is what the hosting startup of IIS does', async (t) => {
    const name = 'Microsoft.AspNetCore.Server.IISIntegration';
    const builder = behindFrontEnd().useSetting('hostingStartupAssemblies', name).configure(whoAmI);
    for (const key of ['PORT', 'APPL_PATH', 'TOKEN']) {
      const variable = `ASPNETCORE_${key}`;
      process.env[variable] = builder.getSetting(key);
      t.after(() => delete process.env[variable]);
    }
    const { address } = await listen(t, builder);
    assert.equal((await fetch(address)).status, 400);
  });
});

describe('ASPNETCORE_FORWARDEDHEADERS_ENABLED', { timeout: 60_000 }, () => {
  it('believes every proxy', async (t) => {
    const builder = new WebHostBuilder()
      .useKestrel()
      .useSetting('ForwardedHeaders_Enabled', 'true')
      .configure(whoAmI);
    const { address } = await listen(t, builder);
    const response = await fetch(address, {
      headers: { 'X-Forwarded-For': '192.0.2.7', 'X-Forwarded-Proto': 'https' },
    });
    assert.equal(await response.text(), 'https  / 192.0.2.7');
  });
});

describe('ApplicationBuilder', { timeout: 60_000 }, () => {
  function createFolder(t: TestContext): string {
    const folder = mkdtempSync(join(tmpdir(), 'face-'));
    t.after(() => rmSync(folder, { recursive: true }));
    for (const [name, content] of Object.entries({
      'wwwroot/index.html': 'index',
      'wwwroot/a.txt': 'a',
      'other/b.txt': 'b',
    })) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return folder;
  }

  const serve = async (
    t: TestContext,
    configure: (app: ApplicationBuilder) => void,
    contentRoot?: string,
  ): Promise<TestServer> => {
    const builder = new WebHostBuilder().configure(configure);
    if (contentRoot) builder.useContentRoot(contentRoot);
    const server = await TestServer.create(builder);
    t.after(() => server[Symbol.asyncDispose]());
    return server;
  };

  it('serves the web root, and other folders of the content root', async (t) => {
    const server = await serve(
      t,
      (app) => {
        app.useFileServer();
        app.useStaticFiles({ root: 'other', requestPath: '/files' });
      },
      createFolder(t),
    );
    assert.equal((await server.send({ url: '/' })).text, 'index');
    assert.equal((await server.send({ url: '/a.txt' })).text, 'a');
    assert.equal((await server.send({ url: '/files/b.txt' })).text, 'b');
    assert.equal((await server.send({ url: '/b.txt' })).statusCode, 404);
  });

  it('lists folders when told to', async (t) => {
    const folder = createFolder(t);
    const server = await serve(
      t,
      (app) => app.useFileServer({ root: 'other', enableDirectoryBrowsing: true }),
      folder,
    );
    assert.match((await server.send({ url: '/' })).text, /b\.txt/);
  });

  it('serves nothing when there is no web root, and says so', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'face-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const log = new RecordingLoggerProvider();
    const server = await TestServer.create(
      new WebHostBuilder()
        .useContentRoot(folder)
        .configureLogging((logging) => logging.addProvider(log))
        .configure((app) => app.useFileServer()),
    );
    t.after(() => server[Symbol.asyncDispose]());
    assert.equal((await server.send({ url: '/' })).statusCode, 404);
    const root = join(folder, 'wwwroot');
    const line = `warning: The WebRootPath was not found: ${root}. Static files may be unavailable.`;
    assert.ok(log.lines.includes(line), log.lines.join('\n'));
  });

  it('answers failed requests with a page of the app, in both forms', async (t) => {
    const fail = (app: ApplicationBuilder): void => {
      app.map('/error', (branch) => branch.run(({ response }) => response.write('page')));
      app.run(() => {
        throw new Error('broken');
      });
    };
    for (const page of [
      '/error',
      (branch: ApplicationBuilder) => branch.run(({ response }) => response.write('page')),
    ]) {
      const server = await serve(t, (app) => fail(app.useExceptionHandler(page)));
      const response = await server.send();
      assert.equal(response.statusCode, 500);
      assert.equal(response.text, 'page');
    }
  });

  it('shows developers what went wrong', async (t) => {
    const server = await serve(t, (app) => {
      app.useDeveloperExceptionPage().run(() => {
        throw new Error('broken');
      });
    });
    assert.match((await server.send()).text, /Error: broken/);
  });

  it('sends to https: by setting, or where the server listens', async (t) => {
    const redirect = (app: ApplicationBuilder): void => {
      app.useHttpsRedirection().useHsts();
    };
    const bySetting = await TestServer.create(
      new WebHostBuilder().useSetting('https_port', '8443').configure(redirect),
    );
    t.after(() => bySetting[Symbol.asyncDispose]());
    const response = await bySetting.send({ url: '/a?b' });
    assert.equal(response.statusCode, 307);
    assert.equal(response.headers.get('Location'), 'https://localhost:8443/a?b');

    const byAddress = await serve(t, redirect);
    byAddress.features.get(IServerAddressesFeature)?.addresses.push('https://localhost:5001');
    const found = await byAddress.send();
    assert.equal(found.headers.get('Location'), 'https://localhost:5001/');
  });

  it('sends nobody to a port that is no number', async (t) => {
    const server = await TestServer.create(
      new WebHostBuilder()
        .useSetting('https_port', 'abc')
        .configure((app) => app.useHttpsRedirection()),
    );
    t.after(() => server[Symbol.asyncDispose]());
    await assert.rejects(server.send(), {
      message: "Failed to convert configuration value 'abc' at 'https_port' to type 'number'.",
    });
  });

  it('compresses, mounts and logs', async (t) => {
    const server = await serve(t, (app) => {
      app.useRequestLogging().useResponseCompression().usePathBase('/base');
      app.run(async ({ request, response }) => {
        response.contentType = 'text/plain';
        await response.write(request.pathBase.repeat(1000));
      });
    });
    const response = await server.send({ url: '/base/x', headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(response.headers.get('Content-Encoding'), 'gzip');
  });
});
