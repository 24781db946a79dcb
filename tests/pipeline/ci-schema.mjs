// ci-schema.mjs FILE…: holds pipeline files against GitLab's published CI schema, in the version that gitlab-ci-local carries.
import fs from 'node:fs'
import path from 'node:path'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import YAML from 'yaml'

// The schema is an object literal within the one file that gitlab-ci-local is bundled into.
function publishedSchema() {
  const bundle = fs.readFileSync(path.join(import.meta.dirname, 'node_modules/gitlab-ci-local/dist/index.js'), 'utf8')
  const start = bundle.lastIndexOf('{', bundle.indexOf('https://gitlab.com/.gitlab-ci.yml'))
  let depth = 0
  let quote = null
  for (let end = start; end < bundle.length; end++) {
    const character = bundle[end]
    if (quote) {
      if (character === '\\') end++
      else if (character === quote) quote = null
    } else if ('"\'`'.includes(character)) quote = character
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return new Function(`return ${bundle.slice(start, end + 1)}`)()
  }
  throw new Error('gitlab-ci-local holds no schema any more; look for it in its new version.')
}

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats(ajv)
const validate = ajv.compile(publishedSchema())
if (validate({ job: { script: [], artifacts: { access: 'somebody' } } })) throw new Error('The schema accepts what is wrong; it has not been found whole.')

const reference = { tag: '!reference', collection: 'seq', resolve: sequence => sequence }
let failed = false
for (const file of process.argv.slice(2)) {
  YAML.parseAllDocuments(fs.readFileSync(file, 'utf8'), { customTags: [reference] }).forEach((document, index) => {
    const problems = document.errors.map(error => error.message)
    if (problems.length === 0 && !validate(document.toJS())) problems.push(...validate.errors.map(error => `${error.instancePath || '/'} ${error.message}`))
    for (const problem of new Set(problems)) console.log(`${file}, document ${index + 1}: ${problem}`)
    failed ||= problems.length > 0
  })
}
process.exit(failed ? 1 : 0)
