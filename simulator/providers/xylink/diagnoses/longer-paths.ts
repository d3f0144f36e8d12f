import { signedPath } from '../../../../contracts/xylink/signing-one.js';
import { type Arrival, headerOf } from '../../../core/requests/incoming-request.js';

/** A path in front of whose signed part more segments stand is not cut at every one of them. */
const mostCuts = 12;

/** A path cut too little, the least first: at every segment in front of the part that 1.0 signs, with and without slash. */
export function longerPaths(path: string): readonly string[] {
  const segments = path
    .slice(0, path.length - signedPath(path).length)
    .split('/')
    .slice(1, -1);
  const starts = segments.slice(0, mostCuts).map((_, index) => segments.slice(index));
  return starts.map((kept) => [...kept, signedPath(path)].join('/')).flatMap((each) => [`/${each}`, each]);
}

/** A path behind the host that it is meant for, or behind the one that was really called, with and without scheme. */
export function urlsOf(arrival: Arrival, path: string): readonly string[] {
  const hosts = new Set([arrival.host, headerOf(arrival, 'host') ?? arrival.host]);
  return [...hosts].flatMap((host) => ['https://', 'http://', ''].map((scheme) => scheme + host + path));
}
