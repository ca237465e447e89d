import { serviceKey, type InterfaceKey } from '../primitives/serviceProvider.ts';

/** Where and as what an app runs. */
export interface IHostingEnvironment {
  /** `Production` unless set; compared whatever its case. */
  environmentName: string;
  applicationName: string;
  /** Absolute path of the app's folder. */
  contentRootPath: string;
  /** Absolute path of the folder with the static files; undefined when there is none. */
  webRootPath: string | undefined;
  isDevelopment(): boolean;
  isStaging(): boolean;
  isProduction(): boolean;
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
