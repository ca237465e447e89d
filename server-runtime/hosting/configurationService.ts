import type { Configuration } from '../configuration/configuration.ts';
import { serviceKey, type InterfaceKey } from '../primitives/serviceProvider.ts';

/** The configuration as a service: the settings of the host, unless the app registers its own. */
export type IConfiguration = Configuration;
export const IConfiguration: InterfaceKey<IConfiguration> = serviceKey('IConfiguration');
