import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { failed } from '../domain/errors.js';
import { dataRoot, labPaths, stateRoot } from '../domain/paths.js';
import { parseState, printState, type LabState } from '../domain/state.js';

/** Takes the name: whoever makes the folder has it. @returns false when somebody has it already. */
export function claim(lab: string): boolean {
  mkdirSync(stateRoot, { recursive: true, mode: 0o755 });
  try {
    mkdirSync(labPaths(lab).state, { mode: 0o755 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw failed(`cannot make ${labPaths(lab).state}`, error);
  }
}

/** undefined when there is no lab of this name, or only traces of one. */
export function load(lab: string): LabState | undefined {
  try {
    return parseState(readFileSync(labPaths(lab).stateFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whoever reads sees the old text or the new one, never half of it. */
export function save(state: LabState): void {
  const { stateFile } = labPaths(state.name);
  writeFileSync(`${stateFile}.new`, printState(state));
  renameSync(`${stateFile}.new`, stateFile);
}

/** Names of all labs that have a folder. */
export function labsWithFolders(): string[] {
  return [...new Set([stateRoot, dataRoot].flatMap(foldersIn))];
}

export const labsWithState = (): string[] => foldersIn(stateRoot).sort();

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
