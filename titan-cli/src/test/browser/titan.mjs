import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const JAR = process.env.TITAN_JAR;

/** A folder `shop` with an app made of a map of files; {@link App#write} saves as editors do, by a rename. */
export class App {
  constructor(files) {
    this.above = mkdtempSync(join(tmpdir(), 'titan-browser-'));
    this.folder = join(this.above, 'shop');
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name, text) {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = join(this.folder, `.${process.pid}.unfinished`);
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  }

  has(name) {
    return existsSync(join(this.folder, name));
  }

  delete() {
    rmSync(this.above, { recursive: true, force: true });
  }
}

/**
 * Runs `titan dev` of an app.
 *
 * @returns `url` without a slash at the end, `log()` for what it has written, `stop()`
 */
export async function dev(app, env = {}) {
  const process_ = spawn('java', ['-Xss4m', '-jar', JAR, 'dev', app.folder, '--port', '0', '--workers', '1'], {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const exited = new Promise((resolve) => process_.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      text += chunk;
      const ready = /(http:\/\/localhost:\d+)\//.exec(text);
      if (ready) resolve(ready[1]);
    };
    process_.stdout.setEncoding('utf8').on('data', read);
    process_.stderr.setEncoding('utf8').on('data', read);
    exited.then((code) => reject(new Error(`titan dev ended with ${code}:\n${text}`)));
  });
  return {
    url,
    log: () => text,
    stop: async () => {
      process_.kill('SIGTERM');
      await exited;
    },
  };
}
