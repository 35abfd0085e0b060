; Frame32, Vmmcall: 35 bytes
0000  53                    push ebx
0001  56                    push esi
0002  57                    push edi
0003  8B7C2410              mov edi,[esp+10h]
0007  8B07                  mov eax,[edi]
0009  8B5F04                mov ebx,[edi+4]
000c  8B4F08                mov ecx,[edi+8]
000f  8B570C                mov edx,[edi+0Ch]
0012  8B7710                mov esi,[edi+10h]
0015  8B7F14                mov edi,[edi+14h]
0018  0F01D9                vmmcall
001b  5F                    pop edi
001c  5E                    pop esi
001d  5B                    pop ebx
001e  89442404              mov [esp+4],eax
0022  C3                    ret
