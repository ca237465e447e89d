import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import {
  developmentCertificateFiles,
  developmentCertificateFolder,
} from '../servers/shared/developmentCertificate.ts';

/**
 * Writes the certificate and its key (PEM) where they are looked for, the folder and the key for this user alone. Nobody
 * ever sees half a file. Returns the certificate's file.
 */
export function keepCertificate(cert: string, key: string, home?: string): string {
  const folder = developmentCertificateFolder(home);
  const files = developmentCertificateFiles(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // It may have been there with another mode.
  chmodSync(folder, 0o700);
  // A certificate beside the key of another one is none, so between the two there is no certificate.
  rmSync(files.cert, { force: true });
  replaceFile(files.key, key, 0o600);
  replaceFile(files.cert, cert, 0o644);
  return files.cert;
}

function replaceFile(file: string, content: string, mode: number): void {
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, content, { mode, flag: 'wx', flush: true });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
