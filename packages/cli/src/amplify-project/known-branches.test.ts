import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { folderWith } from './amplify-project.test.support.js';
import { knownBranches } from './known-branches.js';

describe('knownBranches', () => {
  it('lists the branches of the repository and of its origin', () => {
    const folder = folderWith({ 'a.txt': '' });
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
        cwd: folder,
        stdio: 'pipe',
      });
    git('init', '--initial-branch=master');
    git('commit', '--allow-empty', '-m', 'Start');
    git('update-ref', 'refs/remotes/origin/staging', 'HEAD');
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/staging');
    expect(knownBranches(folder, [])).toEqual(['master', 'staging']);
  });

  it('lists what amplify.yml and the backend compare AWS_BRANCH with', () => {
    const folder = folderWith({
      'amplify.yml': 'build:\n  - if [ "$AWS_BRANCH" = "main" ]; then npm run e2e; fi\n  - echo "staging"\n',
    });
    const sources = ["const isLive = process.env.AWS_BRANCH === 'release';", "AWS_BRANCH?.startsWith('pr-7')"];
    expect(knownBranches(folder, sources)).toEqual(['main', 'release', 'pr-7']);
  });

  it('lists none where nothing names one', () => {
    expect(knownBranches(folderWith({}), ["const branch = process.env.AWS_BRANCH ?? '';"])).toEqual([]);
  });
});
