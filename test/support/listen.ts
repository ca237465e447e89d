import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  IServerAddressesFeature,
  type WebHost,
  type WebHostBuilder,
} from '../../server-runtime/index.ts';

/** Builds and starts a host on a port of the OS's choice; it is disposed after the test. */
export async function listen(
  t: TestContext,
  builder: WebHostBuilder,
  url = 'http://127.0.0.1:0',
): Promise<{ host: WebHost; address: string }> {
  const host = builder.useUrls(url).suppressStatusMessages().build();
  t.after(() => host.dispose());
  await host.start();
  const address = host.serverFeatures.get(IServerAddressesFeature)?.addresses[0];
  return { host, address: address ?? assert.fail('the host has no address') };
}
