import { serviceKey, type InterfaceKey } from '../primitives/serviceProvider.ts';

/** Where and as what an app runs. */
export interface IHostingEnvironment {
  /** `Production` unless set; compared whatever its case. */
  environmentName: string;
  /** Name of the content root unless set. */
  applicationName: string;
  /** Absolute path of the app's folder. */
  contentRootPath: string;
  /** Absolute path of the folder with the static files; undefined when there is none. */
  webRootPath: string | undefined;
  /** True in the environment `Development`, whatever the case. */
  isDevelopment(): boolean;
  /** True in the environment `Staging`, whatever the case. */
  isStaging(): boolean;
  /** True in the environment `Production`, whatever the case. */
  isProduction(): boolean;
  /** True in the environment of that name, whatever the case. */
  isEnvironment(name: string): boolean;
}
export const IHostingEnvironment: InterfaceKey<IHostingEnvironment> =
  serviceKey('IHostingEnvironment');

/** The environment that a host hands out. */
export class HostingEnvironment implements IHostingEnvironment {
  environmentName: string;
  applicationName: string;
  contentRootPath: string;
  webRootPath: string | undefined;

  constructor(values: {
    environmentName: string;
    applicationName: string;
    contentRootPath: string;
    webRootPath: string | undefined;
  }) {
    this.environmentName = values.environmentName;
    this.applicationName = values.applicationName;
    this.contentRootPath = values.contentRootPath;
    this.webRootPath = values.webRootPath;
  }

  isDevelopment(): boolean {
    return this.isEnvironment('Development');
  }

  isStaging(): boolean {
    return this.isEnvironment('Staging');
  }

  isProduction(): boolean {
    return this.isEnvironment('Production');
  }

  isEnvironment(name: string): boolean {
    return this.environmentName.toLowerCase() === name.toLowerCase();
  }
}
