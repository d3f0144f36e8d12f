import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

/** Files with the roots of the system and the local CA, for clients whose roots a variable replaces. */
export interface TrustFiles {
  /** PEM. */
  readonly bundle: string;
  /** A Java key store, type JKS. */
  readonly javaStore: string;
  /** The password of the Java key store, which protects nothing: certificates are public. */
  readonly javaPassword: string;
}

/** Where systems keep their roots: Debian and Alpine, Red Hat, SUSE, BSD and macOS. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * Writes these files into the folder of the CA. Nothing else loses its trust: the roots are those of `bundle` if the user
 * has chosen one, else those of the system, else Node's own. Rejects with the system's error.
 */
export async function writeTrustFiles(
  folder: string,
  { certificate, bundle }: { readonly certificate: string; readonly bundle: string | undefined },
): Promise<TrustFiles> {
  const roots = bundle === undefined ? await rootsOfSystem() : await readFile(bundle, 'utf8');
  const all = joinCertificates(roots, certificate);
  const files = { bundle: join(folder, 'bundle.pem'), javaStore: join(folder, 'truststore.jks'), javaPassword };
  await replaceFile(files.bundle, `${all.join('\n')}\n`);
  await replaceFile(files.javaStore, javaStoreOf(all));
  return files;
}

/** Writes a PEM file with certificates that the user trusts already, and the CA; returns its path. */
export async function writeExtraCertificates(
  folder: string,
  { certificate, extra }: { readonly certificate: string; readonly extra: string },
): Promise<string> {
  const path = join(folder, 'extra.pem');
  await replaceFile(path, `${joinCertificates(await readFile(extra, 'utf8'), certificate).join('\n')}\n`);
  return path;
}

async function rootsOfSystem(): Promise<string> {
  for (const path of systemBundles) {
    try {
      return await readFile(path, 'utf8');
    } catch {
      // The next system may be this one.
    }
  }
  return rootCertificates.join('\n');
}

/** The certificates of a PEM text, and behind them one more, each once. */
function joinCertificates(pem: string, certificate: string): readonly string[] {
  const all = pem.replaceAll('\r', '').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const last = certificate.trim();
  return [...new Set(all.filter((each) => each !== last)), last];
}

/** In one step, since a program may read the file at any time. */
async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, path);
}

const javaPassword = 'changeit';
const javaMagic = 0xfeedfeed;
const javaVersion = 2;
const trustedEntry = 2;

/** A Java key store of trusted certificates (format JKS, which every Java version reads without a tool to make it). */
function javaStoreOf(pems: readonly string[]): Buffer {
  const entries = pems.flatMap((pem, index) => {
    const { raw } = new X509Certificate(pem);
    return [
      uint32(trustedEntry),
      javaText(`root-${index}`),
      Buffer.alloc(8),
      javaText('X.509'),
      uint32(raw.length),
      raw,
    ];
  });
  const content = Buffer.concat([uint32(javaMagic), uint32(javaVersion), uint32(pems.length), ...entries]);
  const digest = createHash('sha1')
    .update(Buffer.from(javaPassword, 'utf16le').swap16())
    // A constant of the format.
    .update('Mighty Aphrodite')
    .update(content)
    .digest();
  return Buffer.concat([content, digest]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** ASCII behind its length. */
const javaText = (text: string): Buffer => Buffer.concat([uint32(text.length).subarray(2), Buffer.from(text)]);
