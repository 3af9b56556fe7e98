import { describe, expect, it } from 'vitest';
import type { Backend } from '../../backend/model.js';
import { backendWith } from '../../backend.test.support.js';
import type { Role } from '../../iam/model.js';
import { createRoles } from './roles.js';

const arn = 'arn:aws:iam::123456789012:role/reader';
const roleWith = (...names: readonly string[]): Role => ({
  arn,
  name: 'reader',
  account: '123456789012',
  policies: names.map((name) => ({ name, document: { Statement: [] } })),
});
const deployed = (...roles: readonly Role[]): Backend => ({
  ...backendWith({ roles }),
  deployment: { type: 'branch', namespace: 'd1', name: 'main' },
});

describe('roles of a deployment', () => {
  it('are replaced by those of its next one, which their sessions then have', () => {
    const roles = createRoles();
    const [first, second, third] = [roleWith('a'), roleWith('b'), roleWith('c')];
    for (const role of [first, second, third]) roles.deploy(deployed(role));
    expect([...roles.all()]).toEqual([third]);
    expect(roles.current(first)).toBe(third);
    expect(roles.current(third)).toBe(third);
  });

  it('have no policies once a deployment no longer has them', () => {
    const roles = createRoles();
    const role = roleWith('a');
    roles.deploy(deployed(role));
    roles.deploy(deployed());
    expect(roles.current(role)).toEqual({ ...role, policies: [] });
    expect([...roles.all()]).toEqual([]);
  });

  it('return with a deployment that has them again', () => {
    const roles = createRoles();
    const [role, other] = [roleWith('a'), roleWith('b')];
    for (const each of [role, other, role]) roles.deploy(deployed(each));
    expect(roles.current(role)).toBe(role);
    expect(roles.current(other)).toBe(role);
  });

  it('are kept beside those of another deployment, and of one without a name', () => {
    const roles = createRoles();
    const [one, two, three] = [roleWith('a'), roleWith('b'), roleWith('c')];
    roles.deploy(deployed(one));
    roles.deploy({ ...deployed(two), deployment: { type: 'branch', namespace: 'd1', name: 'dev' } });
    roles.deploy(backendWith({ roles: [three] }));
    expect([...roles.all()]).toEqual([one, two, three]);
    expect(roles.current(one)).toBe(one);
  });

  it('that a test made, and no backend has, stay as they are', () => {
    const roles = createRoles();
    roles.deploy(deployed(roleWith('a')));
    const own = roleWith('mine');
    expect(roles.current(own)).toBe(own);
  });
});
