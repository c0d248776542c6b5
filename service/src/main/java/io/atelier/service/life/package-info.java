/** How a service runs and how it ends when it can't do its work. */
package io.atelier.service.life;
