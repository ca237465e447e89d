import { nothing, type TemplateResult } from 'lit-html';
import { html, unsafeStatic } from 'lit-html/static.js';

import add from '@vscode/codicons/src/icons/add.svg';
import arrowSwap from '@vscode/codicons/src/icons/arrow-swap.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import circleFilled from '@vscode/codicons/src/icons/circle-filled.svg';
import circleOutline from '@vscode/codicons/src/icons/circle.svg';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import debugAlt from '@vscode/codicons/src/icons/debug-alt.svg';
import debugRestart from '@vscode/codicons/src/icons/debug-restart.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import ellipsis from '@vscode/codicons/src/icons/ellipsis.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import folderOpened from '@vscode/codicons/src/icons/folder-opened.svg';
import goToFile from '@vscode/codicons/src/icons/go-to-file.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import project from '@vscode/codicons/src/icons/project.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

// The icons one by one, as text of the bundle: their font would be ten times as large as the rest of the tab.
const icons = {
  add,
  arrowSwap,
  check,
  chevronDown,
  circleFilled,
  circleOutline,
  circleSlash,
  close,
  copy,
  debugAlt,
  debugRestart,
  debugStop,
  edit,
  ellipsis,
  error,
  folderOpened,
  goToFile,
  info,
  loading,
  play,
  project,
  terminal,
  warning,
};

export type IconName = keyof typeof icons;

/** An icon of the editor's own set, in the colour of the text; for eyes only. */
export function icon(name: IconName, className = '', slot = ''): TemplateResult {
  // Static: each icon is parsed once and then copied, however many rows show it.
  return html`<span class="icon ${className}" slot=${slot || nothing} aria-hidden="true"
    >${unsafeStatic(icons[name])}</span
  >`;
}
