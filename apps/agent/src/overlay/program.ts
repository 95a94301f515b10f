import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FleetError } from '@muster/kernel';
import type { ProbeProgram } from '@muster/protocol';

const scriptName = 'overlay-probe.mjs';

/** Where the libraries of a host's Node are. The merged ones are links into /usr, which mounting follows. */
const libraries = ['/usr', '/lib', '/lib64'];

/** The program of tasks on this host. @param inImage whether this agent runs from the image that tasks run from. */
export function ownProgram(inImage: boolean): ProbeProgram {
  // The bundle has both side by side; from its sources the agent runs in tests only, beside a bundle.
  const beside = [new URL(`./${scriptName}`, import.meta.url), bundled].map((url) =>
    fileURLToPath(url),
  );
  const script = beside.find((path) => existsSync(path));
  if (script === undefined) {
    throw new FleetError('unsupported', `${scriptName} is not installed beside the agent`);
  }
  return {
    node: realpathSync(process.execPath),
    script: realpathSync(script),
    inImage,
    libraries: inImage ? [] : libraries.filter((path) => existsSync(path)),
  };
}

const bundled = new URL(`../../dist/${scriptName}`, import.meta.url);

/**
 * The file paths of hosts that a coordinator passes on. It must not be able to have anything else started, or shown to
 * anybody: only a Node with this script, and only the folders of libraries.
 * @throws denied for anything else.
 */
export function assertHarmless(program: ProbeProgram): void {
  const isPath = (path: string) => /^(\/[\w.@+-]+)+$/.test(path) && !path.includes('/..');
  const isOurs =
    isPath(program.node) &&
    /\/node$/.test(program.node) &&
    isPath(program.script) &&
    program.script.endsWith(`/${scriptName}`) &&
    program.libraries.every((path) => libraries.includes(path));
  if (!isOurs) throw new FleetError('denied', 'this is no program that verifies networks');
}

/** What is mounted from the host, each in its own place. */
export function mountsOf({
  node,
  script,
  inImage,
  libraries: own,
}: ProbeProgram): readonly string[] {
  if (inImage) return [];
  const files = [node, script].filter(
    (path) => !own.some((folder) => path.startsWith(`${folder}/`)),
  );
  return [...own, ...files];
}
