/** JSON messages as records that check themselves; a value that exists is valid. */
package io.atelier.contract.message;
