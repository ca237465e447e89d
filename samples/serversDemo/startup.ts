import {
  ConfigurationBuilder,
  IServerAddressesFeature,
  type ApplicationBuilder,
  type IHostingEnvironment,
  type LoggerFactory,
} from '@server-profiles/runtime';
import { server } from './program.ts';

export class Startup {
  readonly configuration;

  constructor(env: IHostingEnvironment) {
    this.configuration = new ConfigurationBuilder()
      .setBasePath(env.contentRootPath)
      .addJsonFile('appsettings.json', { optional: true, reloadOnChange: true })
      .build();
  }

  configure(app: ApplicationBuilder, loggerFactory: LoggerFactory): void {
    loggerFactory.addConsole(this.configuration.getSection('Logging'));

    const serverAddressesFeature = app.serverFeatures.get(IServerAddressesFeature);

    app.useStaticFiles();

    app.run(async (context) => {
      const { request, response } = context;
      response.headers.set('Content-Type', 'text/plain');
      await response.write(`Hosted by ${server}\r\n\r\n`);

      if (serverAddressesFeature) {
        const addresses = serverAddressesFeature.addresses.join(', ');
        await response.write(`Listening on the following addresses: ${addresses}\r\n`);
      }

      await response.write(`Request URL: ${request.getDisplayUrl()}`);
    });
  }
}
