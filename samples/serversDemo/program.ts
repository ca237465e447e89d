import { ConfigurationBuilder, WebHostBuilder } from '@server-profiles/runtime';
import { Startup } from './startup.ts';

/** The server that hosts the app: Kestrel, unless `--server WebListener` says otherwise. */
export let server = 'Kestrel';

export async function main(args: string[]): Promise<number> {
  // Add command line configuration source to read command line parameters.
  const config = new ConfigurationBuilder().addCommandLine(args).build();

  server = config.get('server') ?? 'Kestrel';

  const builder = new WebHostBuilder()
    .useContentRoot(process.cwd())
    .useConfiguration(config)
    .useStartup(Startup);

  // The default listening address is http://localhost:5000 if none is specified.
  // Replace "localhost" with "*" to listen to external requests.
  // You can use the --urls flag to change the listening address, as in --urls "http://*:8080;http://*:8081".

  // Uncomment the following to configure URLs programmatically.
  // Since this is after useConfiguration(config), this will clobber command line configuration.
  // builder.useUrls('http://*:8080', 'http://*:8081');

  // If this app isn't hosted by the proxied server, useIISIntegration() does nothing.
  builder.useIISIntegration();

  if (server.toLowerCase() === 'kestrel') {
    console.log('Running demo with Kestrel.');

    builder.useKestrel((options) => {
      const threadCount = config.get('threadCount');
      if (threadCount !== undefined) options.threadCount = Number(threadCount);
    });
  } else if (server.toLowerCase() === 'weblistener') {
    console.log('Running demo with WebListener.');

    builder.useWebListener();
  }

  return builder.build().run();
}
