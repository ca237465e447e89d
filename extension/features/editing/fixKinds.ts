import { CodeActionKind } from 'vscode';

/** All findings mended at once. */
export const fixAll = CodeActionKind.SourceFixAll.append('serverProfiles');

/** The code actions of this slice: the editor asks it for no other. */
export const fixKinds: readonly CodeActionKind[] = [CodeActionKind.QuickFix, fixAll];
