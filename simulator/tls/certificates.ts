// Before @peculiar/x509, which needs it while it loads.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  Extension,
  ExtendedKeyUsageExtension,
  ExtendedKeyUsage,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto);

/** A certificate with its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate is valid for; instants are ms since the epoch. */
export interface Validity {
  readonly from: number;
  readonly until: number;
}

/** The names a CA may vouch for: DNS names with all names below them, and IPv4 or IPv6 networks such as `127.0.0.0/8`. */
export interface Scope {
  readonly domains: readonly string[];
  readonly networks: readonly string[];
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const { subtle } = webcrypto;

/** Makes a self-signed CA, constrained to the names of its scope by a critical extension, so that it can vouch for no other. */
export async function makeAuthority(name: string, validity: Validity, scope: Scope): Promise<KeyPair> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...attributesOf(name, validity),
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraintsOf(scope))),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** Makes a server certificate for host names and addresses, signed by a CA; without one it signs itself. */
export async function makeLeaf(names: readonly string[], validity: Validity, authority?: KeyPair): Promise<KeyPair> {
  const keys = await makeKeys();
  const issuer = authority && {
    certificate: new X509Certificate(authority.certificate),
    key: await keyFrom(authority.key),
  };
  const certificate = await X509CertificateGenerator.create({
    ...attributesOf('Understudy server', validity),
    subject: 'CN=Understudy server',
    issuer: issuer?.certificate.subject ?? 'CN=Understudy server',
    publicKey: keys.publicKey,
    signingKey: issuer?.key ?? keys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer?.certificate.publicKey ?? keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** Names outside of the subtrees are invalid for a verifier; kinds of names that are not listed, such as addresses of mail, are free. */
const constraintsOf = ({ domains, networks }: Scope): NameConstraints =>
  new NameConstraints({
    permittedSubtrees: new GeneralSubtrees([
      ...domains.map((dNSName) => new GeneralSubtree({ base: new GeneralName({ dNSName }) })),
      ...networks.map((iPAddress) => new GeneralSubtree({ base: new GeneralName({ iPAddress }) })),
    ]),
  });

const makeKeys = (): Promise<webcrypto.CryptoKeyPair> => subtle.generateKey(algorithm, true, ['sign', 'verify']);

const attributesOf = (name: string, { from, until }: Validity) => ({
  name: `CN=${name}`,
  // Positive, and of a fixed length.
  serialNumber: `01${randomBytes(15).toString('hex')}`,
  notBefore: new Date(from),
  notAfter: new Date(until),
  signingAlgorithm: algorithm,
});

const pemOf = async (key: webcrypto.CryptoKey): Promise<string> =>
  PemConverter.encode(await subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

const keyFrom = (pem: string): Promise<webcrypto.CryptoKey> =>
  subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), algorithm, false, ['sign']);
