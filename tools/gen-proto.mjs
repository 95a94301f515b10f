// Makes libs/protocol/src/gen from proto/: a description to load at run time and types to compile against.
//
//   node tools/gen-proto.mjs           writes it
//   node tools/gen-proto.mjs --check   says whether what is there is up to date (exit code 1 if not)

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import protobuf from 'protobufjs';
import { bin, environment, files, root } from './lib/workspace.mjs';

const protoDir = join(root, 'proto');
const genDir = join(root, 'libs/protocol/src/gen');
const env = environment();

/**
 * The .proto files that define a service, relative to `proto/`. What they import comes with them; asked for by
 * itself, a file without a service would give a file with unused imports.
 */
function services() {
  return files(protoDir)
    .filter((file) => file.endsWith('.proto'))
    .filter((file) => /^service \w/m.test(readFileSync(join(protoDir, file), 'utf8')));
}

// protobufjs gives camelCase names when it parses .proto files, and not when it reads a descriptor set of them.
function writeContract(outDir) {
  const proto = new protobuf.Root();
  proto.resolvePath = (_, target) => join(protoDir, target);
  const json = JSON.stringify(proto.loadSync(services()).toJSON());
  writeFileSync(
    join(outDir, 'contract.ts'),
    `// Made by tools/gen-proto.mjs; do not edit.\n\n` +
      `/** Everything in proto/, as protobufjs writes it as JSON. */\n` +
      `export const contractJson =\n  '${json.replaceAll("'", "\\'")}';\n`,
  );
}

function writeTypes(outDir) {
  const typesDir = join(outDir, 'types');
  mkdirSync(typesDir, { recursive: true });
  // What these options say about longs, enums, defaults and oneofs must match how the description is loaded.
  execFileSync(
    bin('proto-loader-gen-types'),
    [
      ...['--longs=Number', '--enums=String', '--defaults', '--oneofs', '--includeComments'],
      ...['--grpcLib=@grpc/grpc-js', '--importFileExtension=.js'],
      // Relative, because the path gets into the files.
      ...[`--includeDirs=${relative(root, protoDir)}`, `--outDir=${typesDir}`],
      ...services(),
    ],
    { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

function generate(outDir) {
  mkdirSync(outDir, { recursive: true });
  writeContract(outDir);
  writeTypes(outDir);
}

/** The paths whose content differs between two folders, missing ones included. */
function differences(a, b) {
  const read = (dir) =>
    new Map(files(dir).map((file) => [file, readFileSync(join(dir, file), 'utf8')]));
  const [left, right] = [read(a), read(b)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((file) => left.get(file) !== right.get(file))
    .sort();
}

function check() {
  const scratch = mkdtempSync(join(tmpdir(), 'muster-gen-'));
  try {
    generate(scratch);
    const stale = differences(scratch, genDir);
    if (stale.length === 0) return console.log(`${relative(root, genDir)} is up to date`);
    console.error(`${relative(root, genDir)} is not what proto/ gives: ${stale.join(', ')}`);
    console.error('Run: node tools/gen-proto.mjs');
    process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv.includes('--check')) {
  check();
} else {
  rmSync(genDir, { recursive: true, force: true });
  generate(genDir);
  console.log(`wrote ${files(genDir).length} files to ${relative(root, genDir)}`);
}
