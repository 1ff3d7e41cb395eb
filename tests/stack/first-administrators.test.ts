import { describe, expect, test } from 'vitest'
import { build } from '../../cdk/build.ts'
import { settings } from '../../cdk/settings.ts'
import { env } from '../../shared/names.ts'
import { temporaryFolder } from '../temporary.ts'
import { synthesizeFor } from './templates.ts'

const [one, two] = settings.administrators

describe('the first administrators', () => {
  test('are told to the sign-in function and to no other', () => {
    const told = synthesizeFor('cn-north-1').ofType('AWS::Lambda::Function')
      .filter(([, { Properties }]) => env.firstAdministrators in Properties['Environment'].Variables)
    expect(told.map(([id]) => id.replace(/Function.*/, ''))).toEqual(['Auth'])
    expect(JSON.parse(told[0]?.[1].Properties['Environment'].Variables[env.firstAdministrators])).toEqual(settings.administrators)
  })

  test.each([
    ['one alone', [one]],
    ['nobody', []],
    ['the same sign-in twice', [one, one]],
    ['one without a name', [one, { ...two, name: ' ' }]],
  ])('%s is no beginning', (_, administrators) => {
    const broken = { ...settings, administrators: administrators.map((someone) => ({ name: '', email: '', subject: '', ...someone })) }
    expect(() => build({ settings: broken, outdir: temporaryFolder() })).toThrow('must name two people')
  })
})
