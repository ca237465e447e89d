import {
  localizableText,
  type LocalizableText,
} from '../../../server-runtime/contracts/localizableText.ts';

/**
 * Why nothing of a project can be launched in this window, whatever its profiles say; undefined when it can.
 * @param scheme of the URI of its folder
 * @param isInWorkspace whether the folder belongs to a folder that is open
 */
export function whyNotHere(scheme: string, isInWorkspace: boolean): LocalizableText | undefined {
  if (scheme !== 'file') {
    return localizableText('it needs files on a computer, and this workspace is a virtual one.');
  }
  return isInWorkspace ? undefined : localizableText('its folder is not open in this window.');
}
