/** HTTP as all services speak it: which requests are answered, and what is said when one can't be. */
package io.atelier.service.http;
