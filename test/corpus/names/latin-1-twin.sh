counted | drop "wait-q/$(printf 'twin\303\251\351')"
counted | drop "wait-q/$(printf 'twin\303\251\357\277\275')"
