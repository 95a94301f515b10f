import { describe, expect, it } from 'vitest';
import { chooseEngines, engineOf, engineVersionOf, parseEngines } from './engines.js';

describe('engines', () => {
  it('reads the version that dockerd tells', () => {
    expect(engineVersionOf('Docker version 20.10.24+dfsg1, build 5d6db84')).toBe('20.10');
    expect(engineVersionOf('28.5.2+dfsg4')).toBe('28.5');
    expect(engineVersionOf('no engine at all')).toBeUndefined();
  });

  it('splits a list and refuses one with holes', () => {
    expect(parseEngines('20.10, 26.1')).toEqual(['20.10', '26.1']);
    expect(() => parseEngines('20.10,,26.1')).toThrow(/is not a list of engine versions/);
  });

  it('uses the machine’s own engine unless told otherwise', () => {
    expect(chooseEngines([], '20.10')).toEqual([{ kind: 'machine', version: '20.10' }]);
  });

  it('takes the machine’s own for its version and a root of another release for the others', () => {
    expect(chooseEngines(['20.10', '28.5'], '20.10')).toEqual([
      { kind: 'machine', version: '20.10' },
      {
        kind: 'root',
        version: '28.5',
        source: { version: '28.5', suite: 'forky', basedOn: 'trixie' },
      },
    ]);
  });

  it('works without any engine on the machine when only others are asked for', () => {
    const [choice] = chooseEngines(['20.10'], undefined);
    expect(choice).toMatchObject({ kind: 'root', source: { suite: 'bookworm' } });
  });

  it('names every version it knows when it is asked for another', () => {
    expect(() => chooseEngines(['19.03'], '20.10')).toThrow(
      'Engine version "19.03" is not known here: choose from 20.10, 26.1, 28.5.',
    );
    expect(() => chooseEngines(['19.03'], '27.3')).toThrow(/choose from 27\.3, 20\.10/);
  });

  it('says how to install one when there is none', () => {
    expect(() => chooseEngines([], undefined)).toThrow(/apt-get install docker\.io/);
  });

  it('hands them out in turn', () => {
    const four = [0, 1, 2, 3].map((index) => engineOf(['a', 'b', 'c'], index));
    expect(four).toEqual(['a', 'b', 'c', 'a']);
  });
});
