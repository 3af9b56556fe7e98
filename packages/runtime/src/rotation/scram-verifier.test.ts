import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scramKeys, scramVerifier } from './scram-verifier.js';

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();

describe('scramKeys', () => {
  it('verifies the exchange of RFC 7677, section 3, in both directions', () => {
    const salt = 'W22ZaJ0SNY7soEsUEjb6gQ==';
    const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
    const messages = ['n=user,r=rOprNGfwEbeRWgbNEkqO', `r=${nonce},s=${salt},i=4096`, `c=biws,r=${nonce}`].join(',');
    const proof = Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64');

    const { storedKey, serverKey } = scramKeys('pencil', Buffer.from(salt, 'base64'), 4096);

    const signature = hmac(storedKey, messages);
    const clientKey = proof.map((byte, index) => byte ^ (signature[index] ?? 0));
    expect(createHash('sha256').update(clientKey).digest()).toEqual(storedKey);
    expect(hmac(serverKey, messages).toString('base64')).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
  });
});

describe('scramVerifier', () => {
  it('has the form that PostgreSQL keeps, with a salt of 16 bytes', () => {
    const form = /^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/;
    expect(scramVerifier('pencil')).toMatch(form);
  });

  it('differs at each call, since the salt does', () => {
    expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
  });
});
